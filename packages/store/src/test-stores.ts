import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sharedPostgres, type Databases } from '@bindery/testbed'
import { randomUUID } from 'node:crypto'
import { onTestFinished } from 'vitest'
import type { Insertable } from 'kysely'
import { openStore, type Store } from './open-store.ts'
import type { Tables } from './schema.ts'

/** The dialect under test, by name. `open` gives a fresh store that is closed after the test. */
export interface TestDialect {
  readonly name: string
  readonly open: () => Promise<Store>
}

/** A path in a directory of its own, removed after the test. */
export function temporaryFile(name: string): string {
  const directory = mkdtempSync(join(tmpdir(), 'bindery-store-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  return join(directory, name)
}

/** An empty database of its own, dropped after the test. Returns its URL. */
export async function temporaryDatabase(postgres: Databases): Promise<string> {
  const name = `store-${randomUUID()}`
  await postgres.createDatabase(name)
  onTestFinished(() => postgres.dropDatabase(name))
  return postgres.urlOf(name)
}

const postgres = sharedPostgres()

/** Vitest runs every suite on SQLite, and again on PostgreSQL. */
export const dialect: TestDialect = {
  name: postgres ? 'PostgreSQL' : 'SQLite',
  open: async () => {
    const store = await openStore(
      postgres ? { url: await temporaryDatabase(postgres) } : { file: temporaryFile('data/bindery.sqlite') },
    )
    onTestFinished(() => store.close())
    return store
  },
}

/** An instant for rows whose time does not matter. */
export const noon = '2026-03-01T12:00:00.000Z'

type LinkRow = Insertable<Tables['links']>

/** A link of a person; a test says what matters to it. */
export function linkRow(row: Pick<LinkRow, 'id' | 'local_id'> & Partial<LinkRow>): LinkRow {
  return {
    directory_id: 1,
    kind: 'person',
    stable_id: `entry-${row.id}`,
    dn: 'cn=a',
    dn_key: 'cn=a',
    state: 'active',
    state_since: noon,
    change_token: '',
    hash: '',
    local_version: 1,
    base: '{}',
    members_fingerprint: '',
    ...row,
  }
}

type HoldRow = Insertable<Tables['holds']>

/** An open hold without a deadline; a test says what matters to it. */
export function holdRow(row: Pick<HoldRow, 'id' | 'person_id'> & Partial<HoldRow>): HoldRow {
  return {
    directory_id: 1,
    link_id: 1,
    cause: 'gone_from_directory',
    reason: '',
    opened_at: noon,
    due_at: null,
    ended_at: null,
    outcome: '',
    ended_by: '',
    ...row,
  }
}
