import { join } from 'node:path'
import { buildConsoleIfStale } from './console/build-console.ts'
import { installSystemPackages } from './install-system-packages.ts'
import { runVisibly } from './process/run-visibly.ts'
import { temporaryDirectory } from './process/temp-directory.ts'
import { runSuite } from './tests/run-suite.ts'
import { tallyPlaywright, tallyVitest, type Tally } from './tests/tally.ts'

const checks: readonly (readonly [tool: string, ...args: string[]])[] = [
  ['prettier', '--check', '--log-level', 'warn', '.'],
  ['oxlint', '--type-aware', '--deny-warnings'],
  ['tsc', '-p', 'tsconfig.json'],
  ['tsc', '-p', 'apps/console'],
  ['knip'],
]

// Asked to stop, we stop between steps; the step that runs is told by runVisibly.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => (process.exitCode = 130))

const tally: Tally = { passed: 0, failures: [] }

/** Runs one step unless we were asked to stop; a step that throws is a failure. */
async function step(title: string, run: () => Promise<Tally>): Promise<void> {
  if (process.exitCode === 130) return
  process.stdout.write(`\n── ${title}\n`)
  const result = await run().catch((error: unknown) => ({
    passed: 0,
    failures: [`${title}: ${String(error)}`],
  }))
  tally.passed += result.passed
  tally.failures.push(...result.failures)
}

async function quietly(run: () => Promise<void>): Promise<Tally> {
  await run()
  return { passed: 0, failures: [] }
}

const reports = await temporaryDirectory('reports')
const vitestReport = join(reports, 'vitest.json')
const playwrightReport = join(reports, 'playwright.json')

await step('system packages', () => quietly(() => installSystemPackages('tests')))
for (const [tool, ...args] of checks) {
  await step([tool, ...args].join(' '), async () => {
    const code = await runVisibly(tool, args)
    return { passed: 0, failures: code === 0 ? [] : [`${[tool, ...args].join(' ')} found problems`] }
  })
}
await step('vitest: unit, live and long', () =>
  runSuite({
    name: 'vitest',
    args: ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`],
    env: {},
    report: vitestReport,
    tally: tallyVitest,
  }),
)
await step('console build', () => quietly(buildConsoleIfStale))
await step('playwright: journeys', () =>
  runSuite({
    name: 'playwright',
    args: ['test', '--reporter=list,json'],
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport },
    report: playwrightReport,
    tally: tallyPlaywright,
  }),
)

if (tally.failures.length > 0)
  process.stdout.write(`\nFailed:\n${tally.failures.map((f) => `  ${f}\n`).join('')}`)
if (tally.failures.length > 0 || tally.passed === 0) process.exitCode ||= 1
process.stdout.write(`\n${tally.passed} passed, ${tally.failures.length} failed\n`)
