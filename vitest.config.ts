import launch from '@bindery/testbed/server-launch.json' with { type: 'json' }
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

// Tests start threads and servers by the hundred: what these compile is kept, as the server that ships keeps it.
Object.assign(process.env, { ...launch.env, ...process.env })

// `BINDERY_TEST_STORE=postgres pnpm live` runs all of them on PostgreSQL; `npm test`, a choice of them as well.
const onPostgres = process.env['BINDERY_TEST_STORE'] === 'postgres'
const postgres = 'packages/testbed/src/postgres/for-tests.ts'
const globalSetup = onPostgres ? [postgres] : []

const exclude = ['**/node_modules/**', '**/dist/**']

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          globalSetup,
          include: ['**/*.test.ts'],
          exclude: [...exclude, '**/*.live.test.ts', '**/*.long.test.ts'],
          // Some go through every combination: seconds of work, more on a busy machine.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'live',
          globalSetup,
          include: ['**/*.live.test.ts'],
          exclude,
          // Each file starts its own servers; two at a time leave room for them.
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'postgres',
          globalSetup: [postgres],
          env: { BINDERY_TEST_STORE: 'postgres' },
          include: [
            'packages/store/src/**/*.test.ts',
            'packages/engine/src/**/*.test.ts',
            'apps/bff/test/secrets-nowhere.live.test.ts',
            'packages/engine/test/{apply,crash,first-sync,groups,match-conflicts,undo}.live.test.ts',
          ],
          exclude: [...exclude, '**/*.long.test.ts', '**/sqlite/*.test.ts', '**/histories/*.test.ts'],
          maxWorkers: 2,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'long',
          include: ['**/*.long.test.ts'],
          exclude,
          // After all others, on every core.
          sequence: { groupOrder: 1 },
          maxConcurrency: availableParallelism(),
          testTimeout: 1_200_000,
        },
      },
    ],
  },
})
