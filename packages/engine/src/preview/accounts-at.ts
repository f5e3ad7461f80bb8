import type { SubjectKind } from '@bindery/contract'
import { accountKeys, isGone } from './find-candidates.ts'
import type { AccountInQuestion } from './match-question.ts'
import { nameKeys } from './name-keys.ts'
import type { ReadJob, SubjectRead } from './preview-job.ts'

/** An account whose entry stood somewhere. */
export interface AccountAt extends AccountInQuestion {
  readonly deleted: boolean
}

/** Whose entries stood at these places and are gone, by DN key: an active link comes before one that rests. */
export async function accountsAt(
  job: ReadJob,
  read: SubjectRead,
  dnKeys: readonly string[],
): Promise<Map<string, AccountAt>> {
  const rows = read.kind === 'person' ? await peopleAt(job, dnKeys) : await groupsAt(job, dnKeys)
  const gone = rows.filter((row) => isGone(job, read, row.linkId, row.state))
  const last = gone.toSorted((a, b) => Number(a.state === 'active') - Number(b.state === 'active'))
  return new Map(last.map(({ dnKey, account }) => [dnKey, account]))
}

interface Found {
  readonly linkId: number
  readonly state: string
  readonly dnKey: string
  readonly account: AccountAt
}

async function peopleAt(job: ReadJob, dnKeys: readonly string[]): Promise<Found[]> {
  const rows = await linksAt(job, 'person', dnKeys)
    .innerJoin('people', 'people.id', 'links.local_id')
    .select(['people.username', 'people.attributes', 'people.active', 'people.deleted_at'])
    .select(['people.username_key', 'people.employee_number_key', 'people.email_key'])
    .execute()
  return rows.map((row) => toFound(row, { name: row.username, keys: accountKeys(job, row) }))
}

async function groupsAt(job: ReadJob, dnKeys: readonly string[]): Promise<Found[]> {
  const rows = await linksAt(job, 'group', dnKeys)
    .innerJoin('groups', 'groups.id', 'links.local_id')
    .select(['groups.name', 'groups.name_key', 'groups.deleted_at'])
    .execute()
  return rows.map((row) => toFound(row, { name: row.name, keys: nameKeys(row.name_key) }))
}

const linksAt = (job: ReadJob, kind: SubjectKind, dnKeys: readonly string[]) =>
  job.task.store.db
    .selectFrom('links')
    .select(['links.id', 'links.local_id', 'links.stable_id', 'links.dn', 'links.dn_key', 'links.state'])
    .where('links.directory_id', '=', job.directoryId)
    .where('links.kind', '=', kind)
    .where('links.dn_key', 'in', [...dnKeys])
    .orderBy('links.id')

interface LinkRow {
  readonly id: number
  readonly local_id: number
  readonly stable_id: string
  readonly dn: string
  readonly dn_key: string
  readonly state: string
  readonly deleted_at: string | null
}

const toFound = (row: LinkRow, account: Pick<AccountAt, 'name' | 'keys'>): Found => ({
  linkId: row.id,
  state: row.state,
  dnKey: row.dn_key,
  account: {
    ...account,
    id: row.local_id,
    linked: true,
    linkedTo: row.stable_id,
    dn: row.dn,
    gone: true,
    deleted: row.deleted_at !== null,
  },
})
