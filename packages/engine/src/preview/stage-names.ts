import { caseIgnoreKey, dnKey } from '@bindery/contract/ldap-text'
import type { Entry } from '@bindery/directory'
import { insertMissing } from '@bindery/store'
import { readBase } from '../pack/pack-bases.ts'
import type { ReadJob } from './preview-job.ts'

/**
 * Notes by which usernames groups may name the people of a page: those of the entry, and those it had at the last sync
 * or before, since nobody may have told the groups that a person was renamed.
 */
export async function stageNames(job: ReadJob, entries: readonly Entry[]): Promise<void> {
  const attribute = job.settings.people.usernameAttribute.toLowerCase()
  const agreed = await agreedNames(job, attribute, entries)
  const rows = entries.flatMap((entry) => {
    const names = entry.attributes.get(attribute) ?? []
    const keys = new Set(names.map(caseIgnoreKey))
    const { raw, former } = agreed.get(entry.stableId ?? '') ?? { raw: [], former: [] }
    if (raw.some((name) => !keys.has(caseIgnoreKey(name)))) job.people.renamed += 1
    const row = (name: string, isFormer: boolean) => ({
      snapshot_id: job.snapshotId,
      name_key: caseIgnoreKey(name),
      dn_key: dnKey(entry.dn),
      name,
      former: isFormer ? 1 : 0,
    })
    const gone = [...raw, ...former].filter((name) => !keys.has(caseIgnoreKey(name)))
    return [...names.map((name) => row(name, false)), ...gone.map((name) => row(name, true))]
  })
  await insertMissing(job.task.store.db, 'staged_names', rows)
}

/** What both sides agreed on for the rule that maps the username attribute, by stable id. */
async function agreedNames(job: ReadJob, attribute: string, entries: readonly Entry[]) {
  const found = new Map<string, { raw: readonly string[]; former: readonly string[] }>()
  const rule = job.people.rules.find((candidate) => candidate.remote === attribute)
  if (!rule) return found
  const links = await job.task.store.db
    .selectFrom('links')
    .select(['stable_id', 'base'])
    .where('directory_id', '=', job.directoryId)
    .where('kind', '=', 'person')
    .where(
      'stable_id',
      'in',
      entries.flatMap((entry) => entry.stableId ?? []),
    )
    .execute()
  for (const link of links) {
    const base = readBase(link.base, rule.id)
    if (base) found.set(link.stable_id, { raw: base.raw, former: base.former ?? [] })
  }
  return found
}
