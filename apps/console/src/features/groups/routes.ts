import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { z } from 'zod'
import { rootRoute } from '../../root-route.tsx'

const search = z.object({ group: z.number().int().positive().optional().catch(undefined) })

export const groupsRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/groups',
    validateSearch: search,
    component: lazyRouteComponent(() => import('./page.tsx'), 'GroupsPage'),
  }),
] as const
