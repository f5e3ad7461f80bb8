import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { z } from 'zod'
import { rootRoute } from '../../root-route.tsx'

const search = z.object({ plan: z.number().int().positive().optional().catch(undefined) })

export const syncRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/sync',
    validateSearch: search,
    component: lazyRouteComponent(() => import('./page.tsx'), 'SyncPage'),
  }),
] as const
