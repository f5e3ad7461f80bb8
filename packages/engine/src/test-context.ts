import type { EndpointName, endpoints, VerbRequest } from '@bindery/contract'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { EngineContext } from './context.ts'
import { openData, type OpenData } from './secrets/open-data.ts'
import type { DataPlace } from './tasks/data-place.ts'
import { testCaller } from './test-caller.ts'
import { allowNetworks, dataAt, removeData } from './test-data.ts'

/** A data directory of its own, removed after the test. */
export function temporaryDataDir(): string {
  const directory = mkdtempSync(join(tmpdir(), 'bindery-engine-'))
  const dataDir = join(directory, 'data')
  onTestFinished(async () => {
    await removeData(dataDir)
    await rm(directory, { recursive: true, force: true })
  })
  return dataDir
}

/** A context on a fresh database; its clock stands still at noon. */
export async function testContext(): Promise<EngineContext & DataPlace & OpenData> {
  const dataDir = temporaryDataDir()
  const data = await dataAt(dataDir)
  const opened = await openData(data)
  onTestFinished(() => opened.store.close())
  return { ...data, allowNetworks, ...opened, now: () => new Date('2026-03-01T12:00:00.000Z') }
}

type Request<Name extends EndpointName> = VerbRequest<(typeof endpoints)[Name]>

/** A request from ada, with the parts that matter to the test. */
export function request<Name extends EndpointName>(
  _name: Name,
  parts: Omit<Request<Name>, 'caller' | 'signal' | 'version' | 'params' | 'query' | 'body'> &
    Partial<Pick<Request<Name>, 'caller' | 'version'>> &
    Partial<Pick<Request<Name>, 'params' | 'query' | 'body'>>,
): Request<Name> {
  const { signal } = new AbortController()
  return {
    params: undefined,
    query: undefined,
    body: undefined,
    version: undefined,
    caller: testCaller('ada'),
    signal,
    ...parts,
  } as Request<Name>
}
