import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { settingsRoute } from '../../settings-form/settings-route.ts'

export const policyRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/policy',
  component: lazyRouteComponent(() => import('./page.tsx'), 'PolicyPage'),
})
