import type { Reason } from '@bindery/contract'
import { depthBelow, isUnder } from '@bindery/contract/ldap-text'
import type { Entry } from '@bindery/directory'
import { isProtected } from './protect.ts'
import type { PreviewJob, SubjectRead } from './preview-job.ts'
import { stageEntries } from './stage-entries.ts'

const batchSize = 200
interface AbsentLink {
  readonly id: number
  readonly local_id: number
  readonly stable_id: string
  readonly dn: string
  readonly name: string | null
}

/**
 * Looks up, by stable id, every linked entry that a complete read did not return (rule 4). What is in scope
 * after all is staged as if it had been read; the rest becomes a row by the policy, or is withheld.
 */
export async function askAbsent(job: PreviewJob, read: SubjectRead): Promise<void> {
  if (!read.proof?.complete) return
  let after = 0
  for (;;) {
    const links = await linksAfter(job, read, after)
    if (links.length === 0) return
    after = links.at(-1)?.id ?? after
    const absent = links.filter((link) => !job.seenLinks.has(link.id))
    if (absent.length > 0) await lookUpAbsent(job, read, absent)
  }
}

function linksAfter(job: PreviewJob, read: SubjectRead, after: number): Promise<AbsentLink[]> {
  return job.task.store.db
    .selectFrom('links')
    .leftJoin('people', (join) =>
      join.onRef('people.id', '=', 'links.local_id').on('links.kind', '=', 'person'),
    )
    .leftJoin('groups', (join) =>
      join.onRef('groups.id', '=', 'links.local_id').on('links.kind', '=', 'group'),
    )
    .select(['links.id', 'links.local_id', 'links.stable_id', 'links.dn'])
    .select(({ fn }) => fn.coalesce('people.username', 'groups.name').as('name'))
    .where('links.directory_id', '=', job.directoryId)
    .where('links.kind', '=', read.kind)
    .where('links.state', '=', 'active')
    .where('people.deleted_at', 'is', null)
    .where('groups.deleted_at', 'is', null)
    .where('links.id', '>', after)
    .orderBy('links.id')
    .limit(batchSize)
    .execute()
}

async function lookUpAbsent(
  job: PreviewJob,
  read: SubjectRead,
  absent: readonly AbsentLink[],
): Promise<void> {
  job.task.progress({ phase: 'looking_up', done: 0, total: absent.length })
  let found: ReadonlyMap<string, Entry>
  try {
    found = await job.session.lookUp(
      absent.map((link) => link.stable_id),
      read.attributes,
    )
  } catch (error) {
    job.task.signal.throwIfAborted()
    const detail = error instanceof Error ? error.message : String(error)
    for (const link of absent)
      await tell(
        job,
        read,
        link,
        'withheld_lookup_failed',
        `Looking it up by its stable id failed: ${detail}`,
      )
    return
  }
  for (const link of absent) {
    const entry = found.get(link.stable_id)
    if (entry && (await inScope(job, read, entry))) await stageEntries(job, read, [entry])
    else {
      job.absences.note(link.dn, entry?.dn ?? null)
      await decideAbsent(job, read, link, entry)
    }
  }
}

/** Whether the search would return this entry now: under a base, and matching the filter by the server's own judgement. */
async function inScope(job: PreviewJob, read: SubjectRead, entry: Entry): Promise<boolean> {
  const under = read.bases.some(
    (base) => isUnder(entry.dn, base.dn) && (base.scope === 'subtree' || depthBelow(entry.dn, base.dn) === 1),
  )
  if (!under) return false
  for await (const item of job.session.read({
    bases: [{ dn: entry.dn, scope: 'subtree' }],
    filter: read.filter,
    attributes: [],
  }))
    if ('entries' in item && item.entries.some((candidate) => candidate.stableId === entry.stableId))
      return true
  return false
}

async function decideAbsent(
  job: PreviewJob,
  read: SubjectRead,
  link: AbsentLink,
  elsewhere: Entry | undefined,
): Promise<void> {
  const { policy } = job.settings
  const reason: Reason = elsewhere ? 'left_scope' : 'gone_from_directory'
  const where = elsewhere
    ? `The entry is still there, as ${elsewhere.dn}, outside what this sync covers.`
    : 'No entry has its stable id any more, under any naming context.'
  if (isProtected(job.settings, link.dn))
    return tell(job, read, link, 'withheld_protected', `${where} It is protected.`)
  if (policy.direction === 'accounts_to_directory')
    return tell(
      job,
      read,
      link,
      'policy_ask',
      `${where} In this direction nothing is done about it; the account stays.`,
    )
  if ((elsewhere ? policy.leftScope : policy.goneFromDirectory) === 'ignore')
    return tell(job, read, link, 'policy_ignore', `${where} The policy is to ignore this; the account stays.`)
  await job.plan.add({
    side: 'accounts',
    subjectKind: read.kind,
    // A group has nobody to sign in: its link rests, and nothing else changes.
    kind: read.kind === 'person' ? 'hold' : 'unlink',
    reason,
    name: link.name ?? link.dn,
    dn: link.dn,
    localId: link.local_id,
    linkId: link.id,
    stableId: link.stable_id,
    effect:
      read.kind === 'person'
        ? elsewhere
          ? 'Put on hold: left the scope'
          : 'Put on hold: gone from the directory'
        : 'Unlink: the group and its members stay',
    why: where,
    guard: { removals: 1 },
    payload: { state: elsewhere ? 'left_scope' : 'gone_directory' },
  })
}

function tell(
  job: PreviewJob,
  read: SubjectRead,
  link: AbsentLink,
  reason: Reason,
  why: string,
): Promise<void> {
  return job.plan
    .add({
      side: 'accounts',
      subjectKind: read.kind,
      kind: 'withheld',
      reason,
      name: link.name ?? link.dn,
      dn: link.dn,
      localId: link.local_id,
      linkId: link.id,
      stableId: link.stable_id,
      effect: 'Nothing is done',
      why,
      applicable: false,
    })
    .then(() => undefined)
}
