import { test as base } from './sign-in.ts'
import { syncedCompany, type SyncedCompany } from './synced-company.ts'

/** Playwright's test with a company after its first sync, one for all tests of a worker: leave it as it was. */
export const test = base.extend<object, { company: SyncedCompany }>({
  company: [
    // Playwright reads from this pattern what a fixture needs, and takes nothing else in its place.
    async ({ browserName: _unused }, use) => {
      const company = await syncedCompany()
      await use(company)
      await company.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ company }, use) => use(company.bindery.url),
})
