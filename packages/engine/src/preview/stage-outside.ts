import { dnKey } from '@bindery/contract/ldap-text'
import { insertMany } from '@bindery/store'
import { keyColumns, keyNames } from './find-candidates.ts'
import { identifying, outsideOf, type OutsideEntry, type Wanted } from './outside-entries.ts'
import type { PreviewJob, SubjectRead } from './preview-job.ts'

/** The kind under which entries are staged that are not in scope. */
const outsideKind = (read: SubjectRead) => `outside_${read.kind}`

/** Stages every entry outside what is synced that has a name or a key, once for a preview with many new entries. */
export async function stageOutside(job: PreviewJob, read: SubjectRead): Promise<void> {
  const attributes = new Set([read.rdnAttribute.toLowerCase(), ...identifying(job, read)])
  const any = Array.from(attributes, (attribute) => ({ attribute, value: null }))
  for await (const page of outsideOf(job, read, any))
    await insertMany(
      job.task.store.db,
      'staged_entries',
      page.flatMap((entry) => toRows(job, read, entry)),
    )
}

/** A row for each value of the key that has the most. Usernames are found as the key of that name is. */
function toRows(job: PreviewJob, read: SubjectRead, entry: OutsideEntry) {
  const { dn, keys } = entry
  const usernames = [...new Set([...keys.username, ...entry.names])]
  const count = Math.max(1, usernames.length, keys.employeeNumber.length, keys.email.length)
  return Array.from({ length: count }, (_, index) => ({
    snapshot_id: job.snapshotId,
    kind: outsideKind(read),
    stable_id: null,
    link_id: null,
    dn,
    dn_key: dnKey(dn),
    hash: '',
    username_key: usernames[index] ?? null,
    employee_number_key: keys.employeeNumber[index] ?? null,
    email_key: keys.email[index] ?? null,
    local_id: null,
    verdict: '',
    data: JSON.stringify(entry),
  }))
}

/** Of the staged ones those that share a key or a name with what is wanted. */
export async function* stagedOutside(
  job: PreviewJob,
  read: SubjectRead,
  wanted: readonly Wanted[],
): AsyncGenerator<OutsideEntry[]> {
  const search = (column: 'dn_key' | (typeof keyColumns)[keyof typeof keyColumns], keys: string[]) =>
    job.task.store.db
      .selectFrom('staged_entries')
      .select('data')
      .where('snapshot_id', '=', job.snapshotId)
      .where('kind', '=', outsideKind(read))
      .where(column, 'in', keys)
      .orderBy('dn_key')
      .execute()
  const searches = [
    ...keyNames.map((name) => [keyColumns[name], wanted.flatMap(({ keys }) => keys[name] ?? [])] as const),
    [keyColumns.username, wanted.flatMap(({ name }) => name ?? [])] as const,
    ['dn_key', wanted.flatMap((one) => one.dnKey ?? [])] as const,
  ]
  for (const [column, keys] of searches) {
    const rows = keys.length === 0 ? [] : await search(column, keys)
    yield rows.map(({ data }) => JSON.parse(data) as OutsideEntry)
  }
}
