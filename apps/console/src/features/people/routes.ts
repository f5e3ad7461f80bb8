import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { z } from 'zod'
import { rootRoute } from '../../root-route.tsx'

const search = z.object({ person: z.number().int().positive().optional().catch(undefined) })

export const peopleRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/people',
    validateSearch: search,
    component: lazyRouteComponent(() => import('./page.tsx'), 'PeoplePage'),
  }),
] as const
