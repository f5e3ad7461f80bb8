import { createRoute, redirect } from '@tanstack/react-router'
import { rootRoute } from '../root-route.tsx'
import './link-token.ts'

/** The link of the set-up: its token is taken already, and its page is shown by the gate, where there is nobody yet. */
export const setUpRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/set-up',
  beforeLoad: () => {
    throw redirect({ to: '/', replace: true })
  },
})
