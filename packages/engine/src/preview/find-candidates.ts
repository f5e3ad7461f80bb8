import { caseIgnoreKey } from '@bindery/contract/ldap-text'
import { personValues, type Tables } from '@bindery/store'
import type { MatchKeys } from '@bindery/sync'
import type { AccountInQuestion } from './match-question.ts'
import type { ReadJob, SubjectRead } from './preview-job.ts'

export const keyColumns = {
  employeeNumber: 'employee_number_key',
  email: 'email_key',
  username: 'username_key',
} as const
type KeyName = keyof typeof keyColumns
export const keyNames = Object.keys(keyColumns) as KeyName[]

/** Accounts that share a key with any of these entries. */
export async function findCandidates(job: ReadJob, keys: readonly MatchKeys[]): Promise<AccountInQuestion[]> {
  const found = new Map<number, AccountInQuestion>()
  for (const { local } of job.settings.mapping.matching) {
    // The accounts' keys are kept without regard to case, and looked up so; whether case counts is compared after.
    const wanted = keys.flatMap((key) => (key[local] === null ? [] : [caseIgnoreKey(key[local])]))
    if (wanted.length === 0) continue
    const rows = await job.task.store.db
      .selectFrom('people')
      .leftJoin('links', (join) =>
        join
          .onRef('links.local_id', '=', 'people.id')
          .on('links.kind', '=', 'person')
          .on('links.directory_id', '=', job.directoryId),
      )
      .select(['people.id', 'people.username', 'people.attributes', 'people.active'])
      .select(['people.username_key', 'people.employee_number_key', 'people.email_key'])
      .select(['links.id as link_id', 'links.stable_id', 'links.dn', 'links.state'])
      .where('people.deleted_at', 'is', null)
      .where(`people.${keyColumns[local]}`, 'in', wanted)
      .execute()
    for (const row of rows)
      found.set(row.id, {
        id: row.id,
        name: row.username,
        keys: accountKeys(job, row),
        linked: row.link_id !== null,
        linkedTo: row.stable_id,
        dn: row.dn,
        gone: row.link_id !== null && isGone(job, job.people, row.link_id, row.state ?? ''),
      })
  }
  return [...found.values()]
}

type KeyedRow = Pick<
  Tables['people'],
  'username' | 'attributes' | 'active' | 'username_key' | 'employee_number_key' | 'email_key'
>

/** The keys of an account, deleted or not. */
export function accountKeys(job: ReadJob, row: KeyedRow): MatchKeys {
  const values = keyNames.some((name) => job.forms.exact(name)) ? personValues(row) : null
  const keyOf = (name: KeyName) => {
    const value = values?.[name][0]
    return value !== undefined && job.forms.exact(name) ? job.forms.keyOf(name, value) : row[keyColumns[name]]
  }
  return { username: keyOf('username'), employeeNumber: keyOf('employeeNumber'), email: keyOf('email') }
}

/** The entry of a link is not there any more: the look-up said so now, or before and a complete read did not return it. */
export function isGone(job: ReadJob, read: SubjectRead, linkId: number, state: string): boolean {
  if (!read.proof?.complete) return false
  if (job.seenLinks.has(linkId) || job.outside.has(linkId)) return false
  return (state !== 'active' && state !== 'left_scope') || job.goneLinks.has(linkId)
}

/**
 * The accounts that share any key with an entry, those that share a stronger one first: whoever else is looked at
 * together with it must not change that.
 */
export function sharing(
  job: ReadJob,
  keys: MatchKeys,
  accounts: readonly AccountInQuestion[],
): AccountInQuestion[] {
  const strength = (account: AccountInQuestion) =>
    job.settings.mapping.matching.findIndex(
      ({ local }) => keys[local] !== null && account.keys[local] === keys[local],
    )
  return accounts
    .map((account) => ({ account, rank: strength(account) }))
    .filter(({ rank }) => rank >= 0)
    .toSorted((a, b) => a.rank - b.rank || a.account.id - b.account.id)
    .map(({ account }) => account)
}
