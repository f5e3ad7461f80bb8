import { defineConfig } from '@playwright/test'
import type { StoreOption } from './e2e/fixtures.ts'

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export default defineConfig<StoreOption>({
  testDir: 'e2e',
  testMatch: '*.e2e.ts',
  globalSetup: ['./e2e/build-console.ts', './packages/testbed/src/postgres/for-tests.ts'],
  projects: [
    // `BINDERY_TEST_STORE=postgres pnpm e2e` takes every journey to PostgreSQL.
    { name: 'embedded database' },
    { name: 'PostgreSQL', testMatch: 'main-job.e2e.ts', use: { store: 'postgres' } },
  ],
  // Each journey has its own slapd and its own Bindery; two cores carry two.
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  use: {
    viewport: { width: 1440, height: 900 },
    launchOptions: { executablePath: '/usr/bin/chromium', args: quiet },
    trace: 'off',
  },
})
