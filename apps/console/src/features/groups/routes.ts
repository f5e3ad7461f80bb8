import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { z } from 'zod'
import { accountsSearchSchema } from '../../accounts-view/accounts-search.ts'
import { idSchema, parseId } from '../../parse-id.ts'
import { rootRoute } from '../../root-route.tsx'

const listRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/groups',
  validateSearch: accountsSearchSchema.extend({ group: idSchema.optional().catch(undefined) }),
  // Where search results and plan rows point to.
  beforeLoad: ({ search }) => {
    if (search.group !== undefined) throw redirect({ to: '/groups/$id', params: { id: search.group } })
  },
  component: lazyRouteComponent(() => import('./page.tsx'), 'GroupsPage'),
})
const newRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/groups/new',
  validateSearch: accountsSearchSchema,
  component: lazyRouteComponent(() => import('./create-group.tsx'), 'CreateGroupPage'),
})
const groupRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/groups/$id',
  params: { parse: parseId },
  validateSearch: accountsSearchSchema.extend({
    edit: z.boolean().optional().catch(undefined),
    /** What the members are searched for. */
    member: z.coerce.string().min(1).max(200).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('./group-page.tsx'), 'GroupPage'),
})

export const groupsRoutes = [listRoute, newRoute, groupRoute] as const
