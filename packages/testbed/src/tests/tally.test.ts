import { describe, expect, test } from 'vitest'
import { tallyPlaywright, tallyVitest } from './tally.ts'

const file = (status: string, assertionResults: unknown[]) => ({
  name: 'a.test.ts',
  status,
  message: 'Cannot find module\nat x',
  assertionResults,
})

const spec = (title: string, status: string) => ({
  title,
  file: 'main.e2e.ts',
  tests: [{ projectName: '', status }],
})

describe('vitest report', () => {
  const failed = { fullName: 'adds', status: 'failed', failureMessages: ['expected 1 to be 2\n  at y'] }

  test('counts tests and names each failure with its first line', () => {
    const results = [file('failed', [failed, { fullName: 'takes', status: 'passed' }])]
    expect(tallyVitest(JSON.stringify({ numPassedTests: 1, testResults: results }))).toEqual({
      passed: 1,
      failures: ['a.test.ts > adds: expected 1 to be 2'],
    })
  })

  test('a file that could not be loaded is one failure', () => {
    const report = { numPassedTests: 0, testResults: [file('failed', [])] }
    expect(tallyVitest(JSON.stringify(report)).failures).toEqual(['a.test.ts: Cannot find module'])
  })
})

describe('playwright report', () => {
  test('counts nested suites; retried and unexpected tests and global errors are failures', () => {
    const inner = {
      title: 'inner',
      specs: [spec('b', 'flaky'), spec('c', 'unexpected'), spec('d', 'skipped')],
    }
    const report = {
      suites: [{ title: 'file', specs: [spec('a', 'expected')], suites: [inner] }],
      errors: [{ message: 'Timed out waiting 60000ms from config.webServer' }],
    }
    expect(tallyPlaywright(JSON.stringify(report))).toEqual({
      passed: 1,
      failures: [
        'main.e2e.ts > b: passed only when retried',
        'main.e2e.ts > c',
        'Timed out waiting 60000ms from config.webServer',
      ],
    })
  })
})
