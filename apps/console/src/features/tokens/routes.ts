import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { rootRoute } from '../../root-route.tsx'

export const tokensRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/admin/tokens',
  component: lazyRouteComponent(() => import('./page.tsx'), 'TokensPage'),
})
