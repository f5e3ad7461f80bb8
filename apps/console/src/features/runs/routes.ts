import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { parseId } from '../../parse-id.ts'
import { rootRoute } from '../../root-route.tsx'
import { runSearchSchema, runsSearchSchema } from './run-search.ts'

const listRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/runs',
  validateSearch: runsSearchSchema,
  beforeLoad: ({ search }) => {
    if (search.run !== undefined) throw redirect({ to: '/runs/$id', params: { id: search.run } })
  },
  component: lazyRouteComponent(() => import('./page.tsx'), 'RunsPage'),
})
const runRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/runs/$id',
  params: { parse: parseId },
  validateSearch: runSearchSchema,
  component: lazyRouteComponent(() => import('./run-page.tsx'), 'RunPage'),
})

export const runsRoutes = [listRoute, runRoute] as const
