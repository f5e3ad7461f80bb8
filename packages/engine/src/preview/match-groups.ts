import type { ConflictReason, MatchingRule } from '@bindery/contract'
import { weighPlace, type MatchOutcome } from '@bindery/sync'
import { decideMatches, type AskedEntry, type MatchAnswer } from './decide-match.ts'
import { isGone } from './find-candidates.ts'
import { askedAgain, giveBack, type AccountInQuestion } from './match-question.ts'
import { nameKeys } from './name-keys.ts'
import type { ReadJob } from './preview-job.ts'
import { freed, orAt, placesOf, renewEntry } from './renew-entry.ts'
import { writeMatches, type MatchedEntry } from './write-matches.ts'

/** Groups are recognised at first sight by their name, if it is one to one. */
export async function matchGroups(job: ReadJob): Promise<void> {
  const staged = await job.task.store.db
    .selectFrom('staged_entries')
    .select(['id', 'stable_id', 'dn_key', 'username_key', 'verdict'])
    .where('snapshot_id', '=', job.snapshotId)
    .where('kind', '=', 'group')
    .where('link_id', 'is', null)
    .execute()
  const seen = new Map<string, number>()
  for (const row of staged)
    if (row.username_key !== null) seen.set(row.username_key, (seen.get(row.username_key) ?? 0) + 1)
  const matched: MatchedEntry[] = []
  const unclear: AskedEntry[] = []
  const places = await placesOf(
    job,
    job.groups,
    staged.map((row) => row.dn_key),
  )
  for (const row of staged) {
    const name = row.username_key
    const place = places.get(row.dn_key) ?? null
    const group = name === null ? undefined : await groupNamed(job, name)
    const rule = { local: 'username' as const, remote: job.settings.groups.nameAttribute }
    const shared = (seen.get(name ?? '') ?? 0) > 1
    const named = matchName(rule, group && freed(job, 'group', group), shared)
    const outcome = weighPlace([rule], nameKeys(name), place, named)
    const entry = { id: row.id, stableId: row.stable_id }
    const accounts = group ? [group] : []
    const renewed = renewEntry(job, 'group', entry, outcome, { accounts, place })
    if (renewed) matched.push(renewed)
    else if (row.verdict !== '') {
      if (group) job.blocked.group.add(group.id)
    } else if (outcome.outcome === 'matched')
      matched.push({
        id: row.id,
        localId: outcome.id,
        verdict: { matched: { ...rule, local: 'name' } },
      })
    else if (outcome.outcome === 'conflict') {
      const { reason, detail } = outcome
      const question = { reason, detail, keys: nameKeys(name), accounts: orAt(place, accounts), rivals: [] }
      unclear.push({ ...entry, question })
    } else matched.push({ id: row.id, localId: 'new', verdict: {} })
  }
  await writeMatches(job, 'groups', [
    ...matched,
    ...onePerGroup(job, await decideMatches(job, 'group', unclear)),
  ])
}

/** Recognised by its name alone, if no other entry has it and no other entry is that group. */
function matchName(rule: MatchingRule, group: AccountInQuestion | undefined, shared: boolean): MatchOutcome {
  const conflict = (reason: ConflictReason, detail: string): MatchOutcome => ({
    outcome: 'conflict',
    reason,
    detail,
    ids: group ? [group.id] : [],
  })
  if (shared) return conflict('conflict_duplicate_key', 'Several group entries have the same name.')
  if (!group) return { outcome: 'new' }
  return group.linked
    ? conflict('conflict_recreated', `The group ${group.name} belongs to another entry.`)
    : { outcome: 'matched', id: group.id, rule }
}

/** Two entries cannot be one group, whoever said so. */
function onePerGroup(job: ReadJob, answers: readonly MatchAnswer[]): MatchedEntry[] {
  const claims = new Map<number, number>()
  for (const { localId } of answers)
    if (typeof localId === 'number') claims.set(localId, (claims.get(localId) ?? 0) + 1)
  return answers.map((answer) => {
    const { id, localId, verdict } = answer
    if (typeof localId !== 'number' || claims.get(localId) === 1 || !verdict.question) return answer
    giveBack(job, 'group', localId)
    return { id, localId: null, verdict: askedAgain(verdict.question) }
  })
}

async function groupNamed(job: ReadJob, key: string): Promise<AccountInQuestion | undefined> {
  const row = await job.task.store.db
    .selectFrom('groups')
    .leftJoin('links', (join) =>
      join
        .onRef('links.local_id', '=', 'groups.id')
        .on('links.kind', '=', 'group')
        .on('links.directory_id', '=', job.directoryId),
    )
    .select(['groups.id', 'groups.name', 'groups.name_key'])
    .select(['links.id as link_id', 'links.stable_id', 'links.dn', 'links.state'])
    .where('groups.deleted_at', 'is', null)
    .where('groups.name_key', '=', key)
    .executeTakeFirst()
  return (
    row && {
      id: row.id,
      name: row.name,
      keys: nameKeys(row.name_key),
      linked: row.link_id !== null,
      linkedTo: row.stable_id,
      dn: row.dn,
      gone: row.link_id !== null && isGone(job, job.groups, row.link_id, row.state ?? ''),
    }
  )
}
