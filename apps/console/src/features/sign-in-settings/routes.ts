import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { rootRoute } from '../../root-route.tsx'

export const signInSettingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/admin/sign-in',
  component: lazyRouteComponent(() => import('./page.tsx'), 'SignInSettingsPage'),
})
