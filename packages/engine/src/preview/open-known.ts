import { sameDn } from '@bindery/contract/ldap-text'
import { DirectoryError, IdSet, markWords, type Changes, type ChangesRequest } from '@bindery/directory'
import type { Tables } from '@bindery/store'
import { hashScope } from '../directories/hash-scope.ts'
import { Bitmap } from './bitmap.ts'
import { findArrived } from './find-arrived.ts'
import { loadRoll, type Roll } from './keep-roll.ts'
import type { Known, ReadJob, SubjectRead } from './preview-job.ts'
import { takeUnsettled } from './settling.ts'

/**
 * How long a mark serves, in hours. What leaves no mark (inherited rights, memberships that run out) is found within a
 * day, the time over which the guard counts as well.
 */
const longestHours = 24
/** Of this many entries that changed it costs less to read everything than to tell which of them matter. */
const mostTouched = 20_000

interface Opened {
  readonly known: Known | null
  /** Why everything is read, in a sentence. */
  readonly readsAll: string
}

/** Whether this preview may go by what changed since the last one, and what did. From here until its end no other may. */
export async function openKnown(
  job: ReadJob,
  now: string,
  plan: Pick<Tables['plans'], 'settings_version' | 'relinks' | 'reads_all'>,
): Promise<Opened> {
  const { settings, memberForm, task, directoryId } = job
  if (plan.settings_version === null) return { known: null, readsAll: '' }
  if (settings.policy.limitToGroups.length > 0)
    return {
      known: null,
      readsAll: 'Who is in scope goes by the members of groups, and so changes without the entry changing.',
    }
  if (memberForm === 'username')
    return {
      known: null,
      readsAll: 'Groups name their members by username, so a renamed person is in doubt.',
    }
  const mark = await task.store.db
    .selectFrom('marks')
    .selectAll()
    .where('directory_id', '=', directoryId)
    .executeTakeFirst()
  const { roll, ...answer } = await findChanges(job, now, plan, mark)
  if (roll === 'none') return { known: null, readsAll: 'why' in answer ? answer.why : '' }
  const changes = 'why' in answer ? null : answer.changes
  await task.store.db
    .updateTable('marks')
    .set({
      problem: 'The preview before this one did not come to its end.',
      notes_unsettled: changes ? 1 : 0,
    })
    .where('directory_id', '=', directoryId)
    .execute()
  await takeUnsettled(job)
  const tally = changes ? (mark?.tally ?? '') : ''
  const holds = mark !== undefined && mark.problem === '' && mark.settings_hash === hashRead(job)
  return {
    known: {
      changes,
      roll,
      since: mark?.at ?? '',
      fullAt: mark?.full_at ?? '',
      touched: 'why' in answer ? new Map() : answer.touched,
      holds,
      last: holds ? null : 0,
      present: new Bitmap(),
      listed: tally !== '',
      tally: tally === '' ? { person: null, group: null } : (JSON.parse(tally) as Known['tally']),
      looked: { person: null, group: null },
      reread: { person: null, group: null },
      renamed: new Set(),
      peopleDiffer: false,
      parents: new Map(),
      problem: '',
    },
    readsAll: 'why' in answer ? answer.why : '',
  }
}

type Found = (
  { readonly changes: Changes; readonly touched: Map<string, string | null> } | { readonly why: string }
) & {
  /** Of a server that does not tell what changed; null: it does; `none`: what changed cannot be known of it. */
  readonly roll: Roll | 'none' | null
}

async function findChanges(
  job: ReadJob,
  now: string,
  plan: Pick<Tables['plans'], 'relinks' | 'reads_all'>,
  mark: Tables['marks'] | undefined,
): Promise<Found> {
  const why = whyNot(job, plan, mark)
  const subjects = [job.people, job.groups].filter(({ bases }) => bases.length > 0)
  const request = {
    reads: subjects,
    links: job.groups.bases.length > 0 ? [job.groups.memberAttribute] : [],
    atMost: mostTouched,
  }
  try {
    if (!(await job.session.tellsChanges(now, subjects))) return await findByRoll(job, request, why)
    if (why !== null || !mark) return { roll: null, why: why ?? '' }
    const answer = await job.session.changes({ ...request, since: mark.token, now })
    return { roll: null, ...('why' in answer ? answer : await listTouched(job, answer)) }
  } catch (error) {
    if (!(error instanceof DirectoryError)) throw error
    return { roll: null, why: `What changed could not be asked for: ${error.problem.message}.` }
  }
}

/** A read of everything calls the roll as well, for the next preview to compare with. */
async function findByRoll(
  job: ReadJob,
  request: Pick<ChangesRequest, 'links' | 'atMost'> & { readonly reads: readonly SubjectRead[] },
  why: string | null,
): Promise<Found> {
  if (job.session.server.activeDirectory) return { roll: 'none', why: '' }
  const kept = why === null ? await loadRoll(job) : null
  const before = kept && request.reads.map(({ kind }) => kept.get(kind) ?? new IdSet(markWords))
  const answer = await job.session.callRoll({ ...request, before })
  if ('why' in answer) return { roll: 'none', why: answer.why }
  const roll: Roll = new Map(
    answer.roll.map((entries, index) => [request.reads[index]?.kind ?? 'person', entries]),
  )
  const { changes } = answer
  if (why !== null || 'why' in changes) return { roll, why: why ?? ('why' in changes ? changes.why : '') }
  const found = await touchedBy(job, changes)
  return { roll, ...(found instanceof Map ? { changes, touched: found } : found) }
}

/** Why everything is read, whatever changed, in a sentence; '' where there is nothing to say, null: nothing speaks for it. */
function whyNot(
  job: ReadJob,
  { relinks, reads_all }: Pick<Tables['plans'], 'relinks' | 'reads_all'>,
  mark: Tables['marks'] | undefined,
): string | null {
  if (reads_all === 1) return 'As asked.'
  if (!mark) return ''
  if (mark.problem !== '') return mark.problem
  if (relinks === 1) return 'Links are to get new stable ids.'
  // Domain controllers have a number of their own in their tokens, and may go by several names.
  if (!job.session.server.activeDirectory && mark.server !== job.session.server.url)
    return 'Another server answers than last time.'
  if (mark.bound_as !== job.session.server.boundAs) return 'Another account reads than last time.'
  if (mark.settings_hash !== hashRead(job)) return 'The settings of what is synced were changed.'
  const hours = (job.task.now().getTime() - Date.parse(mark.full_at)) / (60 * 60 * 1000)
  // A clock that was set back counts as well.
  if (hours >= longestHours || hours < 0) return `Everything is read once in ${longestHours} hours.`
  return null
}

/** What decides who is in scope and what of them is compared. */
export const hashRead = ({ settings, session }: ReadJob) =>
  `${hashScope(settings)} ${session.server.stableIdAttribute}`

/** Where whatever changed is now, by stable id; why it cannot be told. */
async function touchedBy(
  job: ReadJob,
  changes: Changes,
): Promise<Map<string, string | null> | { readonly why: string }> {
  const touched = new Map<string, string | null>()
  for await (const page of changes.touched()) {
    job.task.signal.throwIfAborted()
    for (const { stableId, dn } of page) touched.set(stableId, dn)
    if (touched.size > mostTouched) return { why: 'Too much has changed.' }
  }
  return touched
}

async function listTouched(job: ReadJob, changes: Changes) {
  const touched = await touchedBy(job, changes)
  if ('why' in touched) return touched
  const places = await job.task.store.db
    .selectFrom('known_places')
    .select(['stable_id', 'dn'])
    .where('directory_id', '=', job.directoryId)
    .execute()
  // Renaming one marks nothing below it, and taking rights away marks nothing at all.
  const now = await job.session.lookUp(
    places.map((place) => place.stable_id),
    [],
  )
  const lost = places.find(({ stable_id: id, dn }) => !sameDn(now.get(id)?.dn ?? '', dn))
  if (lost)
    return {
      why: `${lost.dn} was renamed, moved or deleted, or cannot be seen any more, and with it what is below.`,
    }
  const why = await findArrived(job, touched, places)
  return why === '' ? { changes, touched } : { why }
}
