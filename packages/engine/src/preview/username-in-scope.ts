import type { NewEntry } from '@bindery/sync'
import { stagedRows, toPairs } from './load-staged.ts'
import { nextName } from './name-holders.ts'
import { usernameRule } from './outside-entries.ts'
import type { PreviewJob, SubjectRead } from './preview-job.ts'

/** An entry that was read, and has the username of a new one. */
export interface NamedInScope {
  readonly dn: string
  /** What its account is called; null: nobody here has it. */
  readonly owner: string | null
}

/**
 * Which of the entries that this read returned has the username of a new one, and is not given another by this plan. Where
 * people are not recognised by the attribute that holds it, that is not known. Null: none.
 */
export async function usernameInScope(
  job: PreviewJob,
  read: SubjectRead,
  { attributes }: NewEntry,
): Promise<NamedInScope | null> {
  const rule = usernameRule(read)
  const username = rule && attributes[rule.remoteName]?.[0]
  const key = job.settings.mapping.matching.find(({ local }) => local === 'username')
  if (username === undefined || key?.remote.toLowerCase() !== rule?.remote) return null
  const rows = await stagedRows(job, read.kind)
    .where('staged_entries.username_key', '=', job.forms.keyOf('username', username))
    .orderBy('staged_entries.dn_key')
    .execute()
  for (const pair of await toPairs(job, read.kind, rows))
    if (!pair.local || (await nextName(job, read, 'directory', pair)) === null)
      return { dn: pair.dn, owner: pair.local?.name ?? null }
  return null
}
