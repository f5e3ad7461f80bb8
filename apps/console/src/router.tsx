import { createRouter } from '@tanstack/react-router'
import { gateRoutes } from './access/routes.ts'
import { accountRoute } from './features/account/routes.ts'
import { auditRoute } from './features/audit/routes.ts'
import { conflictsRoute } from './features/conflicts/routes.ts'
import { connectionRoute } from './features/connection/routes.ts'
import { groupsRoutes } from './features/groups/routes.ts'
import { holdsRoute } from './features/holds/routes.ts'
import { mappingRoute } from './features/mapping/routes.ts'
import { overviewRoute } from './features/overview/routes.ts'
import { peopleRoutes } from './features/people/routes.ts'
import { policyRoute } from './features/policy/routes.ts'
import { runsRoutes } from './features/runs/routes.ts'
import { signInSettingsRoute } from './features/sign-in-settings/routes.ts'
import { syncRoutes } from './features/sync/routes.ts'
import { tokensRoute } from './features/tokens/routes.ts'
import { usersRoutes } from './features/users/routes.ts'
import { rootRoute } from './root-route.tsx'
import { settingsIndexRoute, settingsRoute } from './settings-form/settings-route.ts'
import { PageFailure } from './shell/page-failure.tsx'

export const router = createRouter({
  routeTree: rootRoute.addChildren([
    overviewRoute,
    settingsRoute.addChildren([settingsIndexRoute, connectionRoute, mappingRoute, policyRoute]),
    ...syncRoutes,
    conflictsRoute,
    ...runsRoutes,
    ...peopleRoutes,
    ...groupsRoutes,
    holdsRoute,
    ...usersRoutes,
    tokensRoute,
    signInSettingsRoute,
    auditRoute,
    accountRoute,
    ...gateRoutes,
  ]),
  defaultPreload: 'intent',
  defaultErrorComponent: PageFailure,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
