/** How many tests passed, and what failed, each in a line. */
export interface Tally {
  passed: number
  failures: string[]
}

interface VitestReport {
  numPassedTests: number
  testResults: {
    name: string
    status: string
    message: string
    assertionResults: { fullName: string; status: string; failureMessages?: string[] | null }[]
  }[]
}

interface PlaywrightSuite {
  title: string
  suites?: PlaywrightSuite[]
  specs?: { title: string; file: string; tests: { projectName: string; status: string }[] }[]
}

interface PlaywrightReport {
  suites: PlaywrightSuite[]
  errors: { message?: string }[]
}

/** Reads the JSON report of vitest; a file that failed before its tests counts as one failure. */
export function tallyVitest(text: string): Tally {
  const report: VitestReport = JSON.parse(text)
  const failures = report.testResults.flatMap((file) => {
    const failed = file.assertionResults.filter(({ status }) => status === 'failed')
    if (failed.length === 0 && file.status === 'failed') return [`${file.name}: ${firstLine(file.message)}`]
    return failed.map((test) => `${file.name} > ${test.fullName}: ${firstLine(test.failureMessages?.[0])}`)
  })
  return { passed: report.numPassedTests, failures }
}

/** Reads the JSON report of Playwright; a test that passed only when retried counts as failed. */
export function tallyPlaywright(text: string): Tally {
  const report: PlaywrightReport = JSON.parse(text)
  const tests = report.suites.flatMap(testsOf)
  const failed = tests.filter(({ status }) => status === 'unexpected' || status === 'flaky')
  return {
    passed: tests.filter(({ status }) => status === 'expected').length,
    failures: [
      ...failed.map(({ name, status }) => (status === 'flaky' ? `${name}: passed only when retried` : name)),
      ...report.errors.map(({ message }) => firstLine(message)),
    ],
  }
}

function testsOf(suite: PlaywrightSuite): { name: string; status: string }[] {
  const own = (suite.specs ?? []).flatMap((spec) =>
    spec.tests.map(({ status }) => ({ name: `${spec.file} > ${spec.title}`, status })),
  )
  return [...own, ...(suite.suites ?? []).flatMap(testsOf)]
}

function firstLine(text: string | null | undefined): string {
  return text?.trim().split('\n')[0] ?? 'no reason given'
}
