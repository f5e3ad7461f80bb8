import { createRoute, redirect } from '@tanstack/react-router'
import { rootRoute } from '../root-route.tsx'
import './opened-by.ts'

/** Addresses that lead to the gate. What they say is taken from them already, and the gate shows what belongs to it. */
function toGate<Path extends string>(path: Path) {
  return createRoute({
    getParentRoute: () => rootRoute,
    path,
    beforeLoad: () => {
      throw redirect({ to: '/', replace: true })
    },
  })
}

export const gateRoutes = [toGate('/set-up'), toGate('/sign-in'), toGate('/invitation')] as const
