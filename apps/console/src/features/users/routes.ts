import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { z } from 'zod'
import { parseId } from '../../parse-id.ts'
import { rootRoute } from '../../root-route.tsx'

const listRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/admin/users',
  validateSearch: z.object({ text: z.coerce.string().min(1).max(200).optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./page.tsx'), 'UsersPage'),
})
const userRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/admin/users/$id',
  params: { parse: parseId },
  component: lazyRouteComponent(() => import('./user-page.tsx'), 'UserPage'),
})

export const usersRoutes = [listRoute, userRoute] as const
