import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { rootRoute } from '../../root-route.tsx'

export const mappingRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings/mapping',
  component: lazyRouteComponent(() => import('./page.tsx'), 'MappingPage'),
})
