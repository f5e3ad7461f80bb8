import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { settingsRoute } from '../../settings-form/settings-route.ts'

export const mappingRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/mapping',
  component: lazyRouteComponent(() => import('./page.tsx'), 'MappingPage'),
})
