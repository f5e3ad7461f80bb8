import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { rootRoute } from '../../root-route.tsx'

export const connectionRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings/connection',
  component: lazyRouteComponent(() => import('./page.tsx'), 'ConnectionPage'),
})
