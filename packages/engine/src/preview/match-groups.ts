import type { MatchKeys } from '@bindery/sync'
import { decideMatches, type AskedEntry, type MatchAnswer } from './decide-match.ts'
import { isGone } from './find-candidates.ts'
import { asked, decidedTwice, giveBack, type AccountInQuestion } from './match-question.ts'
import type { ReadJob } from './preview-job.ts'
import { writeMatches, type MatchedEntry } from './write-matches.ts'

/** Groups are recognised at first sight by their name, if it is one to one. */
export async function matchGroups(job: ReadJob): Promise<void> {
  const staged = await job.task.store.db
    .selectFrom('staged_entries')
    .select(['id', 'stable_id', 'username_key', 'verdict'])
    .where('snapshot_id', '=', job.snapshotId)
    .where('kind', '=', 'group')
    .where('link_id', 'is', null)
    .execute()
  const seen = new Map<string, number>()
  for (const row of staged)
    if (row.username_key !== null) seen.set(row.username_key, (seen.get(row.username_key) ?? 0) + 1)
  const matched: MatchedEntry[] = []
  const unclear: AskedEntry[] = []
  for (const row of staged) {
    const name = row.username_key
    const group = name === null ? undefined : await groupNamed(job, name)
    if (row.verdict !== '') {
      if (group) job.blocked.group.add(group.id)
      continue
    }
    const shared = (seen.get(name ?? '') ?? 0) > 1
    if (!shared && !group?.linked) matched.push(byName(job, row.id, group))
    else
      unclear.push({
        id: row.id,
        stableId: row.stable_id,
        question: {
          reason: shared ? 'conflict_duplicate_key' : 'conflict_recreated',
          detail: shared
            ? 'Several group entries have the same name.'
            : `The group ${group?.name} belongs to another entry.`,
          keys: nameKeys(name),
          accounts: group ? [group] : [],
          rivals: [],
        },
      })
  }
  await writeMatches(job, 'groups', [
    ...matched,
    ...onePerGroup(job, await decideMatches(job, 'group', unclear)),
  ])
}

const byName = (job: ReadJob, id: number, group: AccountInQuestion | undefined): MatchedEntry =>
  group
    ? {
        id,
        localId: group.id,
        verdict: { matched: { local: 'name', remote: job.settings.groups.nameAttribute } },
      }
    : { id, localId: 'new', verdict: {} }

/** Two entries cannot be one group, whoever said so. */
function onePerGroup(job: ReadJob, answers: readonly MatchAnswer[]): MatchedEntry[] {
  const claims = new Map<number, number>()
  for (const { localId } of answers)
    if (typeof localId === 'number') claims.set(localId, (claims.get(localId) ?? 0) + 1)
  return answers.map((answer) => {
    const { id, localId, verdict } = answer
    if (typeof localId !== 'number' || claims.get(localId) === 1 || !verdict.question) return answer
    giveBack(job, 'group', localId)
    return { id, localId: null, verdict: asked({ ...verdict.question, detail: decidedTwice }) }
  })
}

/** A group's one key is its name. */
const nameKeys = (name: string | null): MatchKeys => ({ username: name, employeeNumber: null, email: null })

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
