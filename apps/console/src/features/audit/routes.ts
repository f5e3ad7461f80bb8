import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { rootRoute } from '../../root-route.tsx'
import { auditSearchSchema } from './audit-search.ts'

export const auditRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/admin/audit',
  validateSearch: auditSearchSchema,
  component: lazyRouteComponent(() => import('./page.tsx'), 'AuditPage'),
})
