import { createRootRoute, retainSearchParams } from '@tanstack/react-router'
import { z } from 'zod'
import { Gate } from './access/gate.tsx'
import { AppLayout } from './shell/app-layout.tsx'
import { NotFound } from './shell/not-found.tsx'
import { PageFailure } from './shell/page-failure.tsx'

/** `directory`: the chosen directory, when there are several; kept while moving between pages. */
const rootSearch = z.object({ directory: z.number().int().positive().optional().catch(undefined) })

export const rootRoute = createRootRoute({
  validateSearch: rootSearch,
  search: { middlewares: [retainSearchParams(['directory'])] },
  component: () => (
    <Gate>
      <AppLayout />
    </Gate>
  ),
  notFoundComponent: NotFound,
  errorComponent: PageFailure,
})
