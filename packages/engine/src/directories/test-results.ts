import type { Directory, Draft, Settings } from '@bindery/contract'
import * as store from '@bindery/store'
import { canonicalJson } from '@bindery/sync'
import { createHash } from 'node:crypto'
import type { EngineContext } from '../context.ts'
import { resolveSecrets } from './resolve-secrets.ts'
import type { OpenSecrets } from './stored-secrets.ts'

export type TestResult = NonNullable<Directory['lastTest']>

/** Keeps how the test of a draft ended, so that it counts when exactly this draft is saved, whoever saves it. */
export async function recordTest(context: EngineContext, draft: Draft, result: TestResult): Promise<void> {
  const secrets = await resolveSecrets(context, draft)
  await store.recordTest(context.store.db, {
    settings_hash: testHash(context, draft.settings, secrets),
    at: result.at,
    passed: result.passed ? 1 : 0,
    failed_step: result.failedStep,
  })
}

/** How the last test of exactly this connection, scope and secrets ended; null when they were never tested. */
export async function lastTestOf(
  context: Pick<EngineContext, 'store' | 'keyring'>,
  settings: Settings,
  secrets: OpenSecrets,
): Promise<TestResult | null> {
  const test = await store.lastTest(context.store.db, testHash(context, settings, secrets))
  if (!test) return null
  return {
    at: test.at,
    passed: test.passed === 1,
    failedStep: test.failed_step as TestResult['failedStep'],
  }
}

function testHash(
  { keyring }: Pick<EngineContext, 'keyring'>,
  { connection, people, groups }: Settings,
  secrets: OpenSecrets,
): string {
  // Keyed: a plain hash in the database would let whoever steals it guess the password.
  const fingerprint = keyring.fingerprint(canonicalJson(secrets))
  return createHash('sha256').update(canonicalJson({ connection, people, groups, fingerprint })).digest('hex')
}
