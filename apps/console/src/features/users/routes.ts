import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { z } from 'zod'
import { rootRoute } from '../../root-route.tsx'

const id = z.coerce.number().int().positive()

const listRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/admin/users',
  validateSearch: z.object({ text: z.coerce.string().min(1).max(200).optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./page.tsx'), 'UsersPage'),
})
const userRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/admin/users/$id',
  params: { parse: (params) => ({ id: id.parse(params.id) }) },
  component: lazyRouteComponent(() => import('./user-page.tsx'), 'UserPage'),
})

export const usersRoutes = [listRoute, userRoute] as const
