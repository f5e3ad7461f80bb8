import { sameDn } from '@bindery/contract/ldap-text'
import { DirectoryError, type Changes } from '@bindery/directory'
import type { Tables } from '@bindery/store'
import { hashScope } from '../directories/hash-scope.ts'
import { Bitmap } from './bitmap.ts'
import { findArrived } from './find-arrived.ts'
import type { Known, ReadJob } from './preview-job.ts'
import { takeUnsettled } from './settling.ts'

/**
 * How long a mark serves, in hours. What leaves no mark (inherited rights, memberships that run out) is found within a
 * day, the time over which the guard counts as well.
 */
const longestHours = 24
/** Of this many entries that changed it costs less to read everything than to tell which of them matter. */
const mostTouched = 20_000

const noOverlay = 'The server does not tell what changed: its syncprov overlay is not on.'

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
  const { session, settings, memberForm, task, directoryId } = job
  if (plan.settings_version === null) return { known: null, readsAll: '' }
  if (!session.server.supports.changes || now === '')
    return { known: null, readsAll: session.server.kind === 'openldap' ? noOverlay : '' }
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
  const answer = await findChanges(job, now, plan, mark)
  await task.store.db
    .updateTable('marks')
    .set({ problem: 'The preview before this one did not come to its end.' })
    .where('directory_id', '=', directoryId)
    .execute()
  await takeUnsettled(job)
  const changes = 'why' in answer ? null : answer.changes
  const tally = changes ? (mark?.tally ?? '') : ''
  const holds = mark !== undefined && mark.problem === '' && mark.settings_hash === hashRead(job)
  return {
    known: {
      changes,
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

type Found =
  { readonly changes: Changes; readonly touched: Map<string, string | null> } | { readonly why: string }

async function findChanges(
  job: ReadJob,
  now: string,
  plan: Pick<Tables['plans'], 'relinks' | 'reads_all'>,
  mark: Tables['marks'] | undefined,
): Promise<Found> {
  if (plan.reads_all === 1) return { why: 'As asked.' }
  if (!mark) return { why: '' }
  const why = whyNot(job, plan, mark)
  if (why !== '') return { why }
  const reads = [job.people, job.groups].filter(({ bases }) => bases.length > 0)
  const links = job.groups.bases.length > 0 ? [job.groups.memberAttribute] : []
  try {
    const answer = await job.session.changes({ since: mark.token, now, reads, links, atMost: mostTouched })
    return 'why' in answer ? answer : await listTouched(job, answer)
  } catch (error) {
    if (!(error instanceof DirectoryError)) throw error
    return { why: `What changed could not be asked for: ${error.problem.message}.` }
  }
}

function whyNot(job: ReadJob, { relinks }: Pick<Tables['plans'], 'relinks'>, mark: Tables['marks']): string {
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
  return ''
}

/** What decides who is in scope and what of them is compared. */
export const hashRead = ({ settings, session }: ReadJob) =>
  `${hashScope(settings)} ${session.server.stableIdAttribute}`

async function listTouched(job: ReadJob, changes: Changes): Promise<Found> {
  const touched = new Map<string, string | null>()
  for await (const page of changes.touched()) {
    job.task.signal.throwIfAborted()
    for (const { stableId, dn } of page) touched.set(stableId, dn)
    if (touched.size > mostTouched) return { why: 'Too much has changed.' }
  }
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
