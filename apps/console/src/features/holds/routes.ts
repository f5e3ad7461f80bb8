import { holdStates } from '@bindery/contract'
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { z } from 'zod'
import { rootRoute } from '../../root-route.tsx'

export const holdsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/holds',
  validateSearch: z.object({
    text: z.string().max(200).optional().catch(undefined),
    /** Left out: the open ones. */
    state: z.enum(holdStates).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./page.tsx'), 'HoldsPage'),
})
