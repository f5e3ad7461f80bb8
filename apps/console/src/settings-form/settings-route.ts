import { createRoute, lazyRouteComponent, redirect, retainSearchParams } from '@tanstack/react-router'
import { z } from 'zod'
import { rootRoute } from '../root-route.tsx'

/** `add`: the settings of another directory, which does not exist yet. */
const settingsSearch = z.object({ add: z.boolean().optional().catch(undefined) })

/** The frame of Connection, Mapping and Policy: one form, which lives while one moves between them. */
export const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/settings',
  validateSearch: settingsSearch,
  search: { middlewares: [retainSearchParams(['add'])] },
  component: lazyRouteComponent(() => import('./settings-layout.tsx'), 'SettingsLayout'),
})

export const settingsIndexRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/settings/connection', replace: true })
  },
})
