import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { rootRoute } from '../../root-route.tsx'
import { conflictSearchSchema } from './conflict-search.ts'

export const conflictsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/conflicts',
  validateSearch: conflictSearchSchema,
  component: lazyRouteComponent(() => import('./page.tsx'), 'ConflictsPage'),
})
