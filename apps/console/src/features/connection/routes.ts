import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { settingsRoute } from '../../settings-form/settings-route.ts'

export const connectionRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/connection',
  component: lazyRouteComponent(() => import('./connection-form.tsx'), 'ConnectionForm'),
})
