import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { z } from 'zod'
import { rootRoute } from '../../root-route.tsx'

export const connectionRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings/connection',
  /** `add`: the form that creates another directory. */
  validateSearch: z.object({ add: z.boolean().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./page.tsx'), 'ConnectionPage'),
})
