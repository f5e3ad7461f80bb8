import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { z } from 'zod'
import { rootRoute } from '../../root-route.tsx'

const search = z.object({ run: z.number().int().positive().optional().catch(undefined) })

export const runsRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/runs',
    validateSearch: search,
    component: lazyRouteComponent(() => import('./page.tsx'), 'RunsPage'),
  }),
] as const
