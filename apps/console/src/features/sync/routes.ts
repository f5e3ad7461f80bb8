import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { rootRoute } from '../../root-route.tsx'
import { planSearchSchema } from './plan-search.ts'

export const syncRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/sync',
    validateSearch: planSearchSchema,
    component: lazyRouteComponent(() => import('./page.tsx'), 'SyncPage'),
  }),
] as const
