import { endpoints } from '@bindery/contract'
import type { Slapd } from '@bindery/testbed'
import { setTimeout as pause } from 'node:timers/promises'
import { directoryOf } from './company.ts'
import { fetchText } from './http.ts'
import { percentile, type Figure } from './judge.ts'
import { createSamples } from './samples.ts'
import { figureNames } from './sizes.ts'
import type { StartServer } from './start-server.ts'
import { addDirectory, preview } from './sync.ts'

const { page, pageBusy } = figureNames
const requests = 200
/** Between two pages; nobody reads faster. */
const pauseMs = 20

export interface PagesBench {
  readonly slapd: Slapd
  readonly start: StartServer
  readonly runs: number
}

/**
 * Pages of a plan that has everybody in it, as the console asks for them: while nothing else happens, and while a
 * preview of another directory as large is made.
 */
export async function measurePages({ slapd, start, runs }: PagesBench): Promise<Figure[]> {
  const samples = createSamples()
  const server = await start()
  try {
    const { url } = server
    const plan = await preview(url, await addDirectory(url, directoryOf(slapd)))
    const next = readPages(url, plan.id)
    const other = await addDirectory(url, { ...directoryOf(slapd), name: 'Other' })
    for (let run = 0; run < runs; run += 1) {
      process.stderr.write(`Pages, run ${run + 1} of ${runs}\n`)
      const quiet: number[] = []
      while (quiet.length < requests) quiet.push(await next())
      samples.add(page, percentile(quiet, 0.95))

      let ended = false
      const made = preview(url, other, { full: true }).finally(() => (ended = true))
      const busy: number[] = []
      while (!ended) busy.push(await next())
      await made
      samples.add(pageBusy, percentile(busy, 0.95))
    }
  } finally {
    await server.stop()
  }
  return [samples.figure(page, 'ms'), samples.figure(pageBusy, 'ms')]
}

/** Asks for page after page: of all rows, of what a search finds, of one kind. Milliseconds until each is here. */
function readPages(url: string, planId: number): () => Promise<number> {
  const views: { readonly filter: Readonly<Record<string, string>>; after: string | null }[] = [
    { filter: {}, after: null },
    { filter: { text: 'jasper' }, after: null },
    { filter: { side: 'accounts', subjectKind: 'person', kind: 'create' }, after: null },
    { filter: { subjectKind: 'group' }, after: null },
  ]
  let turn = 0
  return async () => {
    const view = views[(turn += 1) % views.length]
    if (view === undefined) throw new Error('There is always a view')
    const query = { ...view.filter, ...(view.after !== null && { after: view.after }) }
    const started = performance.now()
    const answer = await fetchText(url, endpoints.listChanges, { id: planId, query })
    const milliseconds = performance.now() - started
    view.after = (JSON.parse(answer) as { next: string | null }).next
    await pause(pauseMs)
    return milliseconds
  }
}
