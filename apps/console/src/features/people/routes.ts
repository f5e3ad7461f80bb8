import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { z } from 'zod'
import { accountsSearchSchema } from '../../accounts-view/accounts-search.ts'
import { idSchema, parseId } from '../../parse-id.ts'
import { rootRoute } from '../../root-route.tsx'

const listRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/people',
  validateSearch: accountsSearchSchema.extend({ person: idSchema.optional().catch(undefined) }),
  // Where search results and plan rows point to.
  beforeLoad: ({ search }) => {
    if (search.person !== undefined) throw redirect({ to: '/people/$id', params: { id: search.person } })
  },
  component: lazyRouteComponent(() => import('./page.tsx'), 'PeoplePage'),
})
const newRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/people/new',
  validateSearch: accountsSearchSchema,
  component: lazyRouteComponent(() => import('./create-person.tsx'), 'CreatePersonPage'),
})
const personRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/people/$id',
  params: { parse: parseId },
  validateSearch: accountsSearchSchema.extend({ edit: z.boolean().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./person-page.tsx'), 'PersonPage'),
})

export const peopleRoutes = [listRoute, newRoute, personRoute] as const
