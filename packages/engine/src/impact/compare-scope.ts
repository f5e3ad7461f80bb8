import type { Affected, ScopeImpact, SubjectKind } from '@bindery/contract'
import { canonicalJson } from '@bindery/sync'
import { loadLocals, stagedRows, toPairs } from '../preview/load-staged.ts'
import type { ReadJob } from '../preview/preview-job.ts'
import { subjectOf } from '../preview/staged-subject.ts'

const linksPerPage = 500
const mostShown = 20

interface Crossing {
  linked: number
  others: number
  readonly first: Affected[]
}

/** Who is in scope by one read and not by the other. Linked entries are told apart by their links, others by their DN. */
export async function compareScope(before: ReadJob, after: ReadJob): Promise<ScopeImpact[]> {
  const result: ScopeImpact[] = []
  for (const kind of ['person', 'group'] as const) {
    const crossings = await compareLinked(before, after, kind)
    await addUnlinked(crossings.enter, after, before, kind)
    await addUnlinked(crossings.leave, before, after, kind)
    result.push({
      subjectKind: kind,
      before: readOf(before, kind).entries,
      after: readOf(after, kind).entries,
      unsynced: readOf(after, kind).bases.length === 0,
      enter: told(crossings.enter),
      leave: told(crossings.leave),
    })
  }
  return result
}

const readOf = (job: ReadJob, kind: SubjectKind) => (kind === 'person' ? job.people : job.groups)
const told = ({ linked, others, first }: Crossing) => ({ count: linked + others, linked, first })

/**
 * By another connection the saved settings may see as little as the draft does. So whoever is linked and not seen
 * either way leaves too, while with the same connection that is no doing of the draft.
 */
const sameSight = (before: ReadJob, after: ReadJob) =>
  canonicalJson(sight(before)) === canonicalJson(sight(after))
const sight = ({ settings: { connection } }: ReadJob) => [
  connection.urls,
  connection.bindDn,
  connection.stableIdAttribute,
]

async function compareLinked(before: ReadJob, after: ReadJob, kind: SubjectKind) {
  const enter: Crossing = { linked: 0, others: 0, first: [] }
  const leave: Crossing = { linked: 0, others: 0, first: [] }
  const seenAlike = sameSight(before, after)
  for await (const links of livingLinks(after, kind)) {
    after.task.signal.throwIfAborted()
    const entering = links.filter(({ id }) => after.seenLinks.has(id) && !before.seenLinks.has(id))
    const leaving = links.filter(
      ({ id, state }) =>
        !after.seenLinks.has(id) && (before.seenLinks.has(id) || (!seenAlike && state === 'active')),
    )
    await addLinked(enter, after, kind, entering)
    await addLinked(leave, after, kind, leaving)
  }
  return { enter, leave }
}

interface Link {
  readonly id: number
  readonly local_id: number
  readonly dn: string
  readonly state: string
}

/** Links whose account is there, in pages; not those that people or a deletion ended. */
async function* livingLinks(job: ReadJob, kind: SubjectKind): AsyncGenerator<Link[]> {
  for (let after = 0; ;) {
    const links = await job.task.store.db
      .selectFrom('links')
      .select(['id', 'local_id', 'dn', 'state'])
      .where('directory_id', '=', job.directoryId)
      .where('kind', '=', kind)
      .where('state', 'not in', ['unlinked', 'gone_accounts'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(linksPerPage)
      .execute()
    if (links.length === 0) return
    after = links.at(-1)?.id ?? after
    yield links
  }
}

async function addLinked(
  crossing: Crossing,
  job: ReadJob,
  kind: SubjectKind,
  links: readonly Link[],
): Promise<void> {
  const active = links.filter(({ state }) => state === 'active').length
  crossing.linked += active
  crossing.others += links.length - active
  const shown = links.slice(0, mostShown - crossing.first.length)
  const ids = shown.map((link) => link.local_id)
  const locals = await loadLocals(job, kind, ids)
  for (const { local_id, dn } of shown) {
    const local = locals.get(local_id)
    crossing.first.push({ name: local?.name ?? dn, displayName: local?.displayName ?? '', dn })
  }
}

async function addUnlinked(
  crossing: Crossing,
  there: ReadJob,
  missing: ReadJob,
  kind: SubjectKind,
): Promise<void> {
  const only = stagedRows(there, kind)
    .where('staged_entries.link_id', 'is', null)
    .where((build) =>
      build.not(
        build.exists(
          build
            .selectFrom('staged_entries as other')
            .select('other.id')
            .where('other.snapshot_id', '=', missing.snapshotId)
            .where('other.kind', '=', kind)
            .whereRef('other.dn_key', '=', 'staged_entries.dn_key'),
        ),
      ),
    )
  const { count } = await only
    .clearSelect()
    .clearOrderBy()
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  crossing.others += count
  const rows = await only.limit(Math.max(0, mostShown - crossing.first.length)).execute()
  for (const pair of await toPairs(there, kind, rows)) {
    const { name, displayName } = subjectOf(readOf(there, kind), pair)
    crossing.first.push({ name, displayName, dn: pair.dn })
  }
}
