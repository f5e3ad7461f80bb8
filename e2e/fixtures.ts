import { sharedPostgres, startServer, startSlapd, type RunningServer, type Slapd } from '@bindery/testbed'
import { test as base } from './sign-in.ts'

/** Something that runs until it is stopped. */
interface Stoppable {
  stop(): Promise<void>
}

/** Where a journey’s accounts are kept, as its Playwright project says. */
export interface StoreOption {
  store: 'sqlite' | 'postgres' | undefined
}

interface Fixtures {
  /** Stops what was started when the test ends, however it ends. */
  keep: <Started extends Stoppable>(started: Promise<Started>) => Promise<Started>
  /** A private directory with the sample company. */
  slapd: Slapd
  /** A server of its own, with no accounts and no directory; pages open on it. */
  bindery: RunningServer
}

/** Playwright's test with a private slapd and a private Bindery. */
export const test = base.extend<Fixtures & StoreOption>({
  store: [undefined, { option: true }],
  // Playwright reads from this pattern what a fixture needs, and takes nothing else in its place.
  keep: async ({ browserName: _unused }, use) => {
    const running: Stoppable[] = []
    await use(async (starting) => {
      const started = await starting
      running.push(started)
      return started
    })
    for (const one of running.toReversed()) await one.stop()
  },
  slapd: async ({ keep }, use) => use(await keep(startSlapd({ load: 'sample' }))),
  bindery: async ({ keep, store }, use) => use(await keep(startServer(sharedPostgres(store)))),
  baseURL: async ({ bindery }, use) => use(bindery.url),
})
