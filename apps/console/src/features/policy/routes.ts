import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { rootRoute } from '../../root-route.tsx'

export const policyRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings/policy',
  component: lazyRouteComponent(() => import('./page.tsx'), 'PolicyPage'),
})
