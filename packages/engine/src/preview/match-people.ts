import { decideStaged, reserveIds } from '@bindery/store'
import { matchEntry, type MatchCandidate, type MatchKeys } from '@bindery/sync'
import type { ReadJob } from './preview-job.ts'

const columns = {
  employeeNumber: 'employee_number_key',
  email: 'email_key',
  username: 'username_key',
} as const
const batchSize = 300

/** Decides for every unlinked person entry: who it is, that it is new, or why nobody can say (rule 3). */
export async function matchPeople(job: ReadJob): Promise<void> {
  job.task.progress({ phase: 'matching', done: 0, total: null })
  const { db } = job.task.store
  // Accounts that keys pull to several entries: not one to one, so none of those entries is linked.
  const contested = new Set<number>()
  let after = 0
  for (;;) {
    const batch = await db
      .selectFrom('staged_entries')
      .select(['id', 'username_key', 'employee_number_key', 'email_key', 'verdict'])
      .where('snapshot_id', '=', job.snapshotId)
      .where('kind', '=', 'person')
      .where('link_id', 'is', null)
      .where('id', '>', after)
      .orderBy('id')
      .limit(batchSize)
      .execute()
    if (batch.length === 0) break
    after = batch.at(-1)?.id ?? after
    const keysOf = (row: (typeof batch)[number]): MatchKeys => ({
      username: row.username_key,
      employeeNumber: row.employee_number_key,
      email: row.email_key,
    })
    const candidates = await candidatesFor(job, batch.map(keysOf))
    const shared = await sharedKeys(job, batch.map(keysOf))
    const decided: { id: number; localId: number | null; verdict: string }[] = []
    let fresh = 0
    for (const row of batch) {
      const keys = keysOf(row)
      const mine = candidates.filter((candidate) =>
        job.settings.mapping.matching.some(
          ({ local }) => keys[local] !== null && candidate.keys[local] === keys[local],
        ),
      )
      // An entry that is skipped or in conflict still claims whoever it might be: no second entry is made for them.
      const claim = () => mine.forEach((candidate) => job.blocked.person.add(candidate.id))
      if (row.verdict !== '') {
        claim()
        continue
      }
      const doubled = new Set(
        job.settings.mapping.matching
          .map(({ local }) => local)
          .filter((local) => keys[local] !== null && shared[local].has(keys[local])),
      )
      const outcome = matchEntry(job.settings.mapping.matching, keys, mine, doubled)
      if (outcome.outcome === 'conflict') {
        claim()
        if (outcome.reason !== 'conflict_username_taken') for (const id of outcome.ids) contested.add(id)
        decided.push({ id: row.id, localId: null, verdict: JSON.stringify(outcome) })
      } else {
        if (outcome.outcome === 'new') fresh += 1
        decided.push({
          id: row.id,
          localId: outcome.outcome === 'matched' ? outcome.id : null,
          verdict: JSON.stringify(outcome.outcome === 'matched' ? { matched: outcome.rule } : {}),
        })
      }
    }
    let nextId = fresh > 0 ? await reserveIds(db, 'people', fresh) : 0
    const written = decided.map(({ id, localId, verdict }) => ({
      id,
      localId: localId ?? (verdict === '{}' ? nextId++ : null),
      verdict: verdict === '{}' ? '' : verdict,
    }))
    await decideStaged(db, written)
  }
  await refuseSharedMatches(job, contested)
}

/** Accounts that share a key with any of these entries. */
async function candidatesFor(job: ReadJob, keys: readonly MatchKeys[]): Promise<MatchCandidate[]> {
  const rows = new Map<number, MatchCandidate>()
  for (const { local } of job.settings.mapping.matching) {
    const wanted = keys.flatMap((key) => (key[local] === null ? [] : [key[local]]))
    if (wanted.length === 0) continue
    const found = await job.task.store.db
      .selectFrom('people')
      .leftJoin('links', (join) =>
        join
          .onRef('links.local_id', '=', 'people.id')
          .on('links.kind', '=', 'person')
          .on('links.directory_id', '=', job.directoryId),
      )
      .select([
        'people.id',
        'people.username',
        'people.username_key',
        'people.employee_number_key',
        'people.email_key',
        'links.id as link_id',
      ])
      .where('people.deleted_at', 'is', null)
      .where(`people.${columns[local]}`, 'in', wanted)
      .execute()
    for (const row of found)
      rows.set(row.id, {
        id: row.id,
        name: row.username,
        linked: row.link_id !== null,
        keys: { username: row.username_key, employeeNumber: row.employee_number_key, email: row.email_key },
      })
  }
  return [...rows.values()]
}

/** The keys of these that several unlinked entries have. */
async function sharedKeys(
  job: ReadJob,
  keys: readonly MatchKeys[],
): Promise<Record<keyof typeof columns, Set<string>>> {
  const shared = { employeeNumber: new Set<string>(), email: new Set<string>(), username: new Set<string>() }
  for (const { local } of job.settings.mapping.matching) {
    const wanted = keys.flatMap((key) => (key[local] === null ? [] : [key[local]]))
    if (wanted.length === 0) continue
    const rows = await job.task.store.db
      .selectFrom('staged_entries')
      .select(({ fn }) => [`${columns[local]} as key`, fn.countAll<number>().as('count')])
      .where('snapshot_id', '=', job.snapshotId)
      .where('kind', '=', 'person')
      .where(columns[local], 'in', wanted)
      .groupBy(columns[local])
      .having(({ fn }) => fn.countAll(), '>', 1)
      .execute()
    for (const row of rows) if (row.key !== null) shared[local].add(row.key)
  }
  return shared
}

/** Entries that match one account, each by another rule: none is linked. */
async function refuseSharedMatches(job: ReadJob, contested: ReadonlySet<number>): Promise<void> {
  const { db } = job.task.store
  const rows = await db
    .selectFrom('staged_entries')
    .select('local_id')
    .where('snapshot_id', '=', job.snapshotId)
    .where('kind', '=', 'person')
    .where('link_id', 'is', null)
    .where('local_id', 'is not', null)
    .groupBy('local_id')
    .having(({ fn }) => fn.countAll(), '>', 1)
    .execute()
  const doubled = rows.flatMap((row) => (row.local_id === null ? [] : [row.local_id]))
  for (const localId of new Set([...doubled, ...contested])) {
    job.blocked.person.add(localId)
    const verdict = JSON.stringify({
      outcome: 'conflict',
      reason: 'conflict_ambiguous_match',
      detail: 'Another entry matches the same account.',
    })
    await db
      .updateTable('staged_entries')
      .set({ local_id: null, verdict })
      .where('snapshot_id', '=', job.snapshotId)
      .where('kind', '=', 'person')
      .where('link_id', 'is', null)
      .where('local_id', '=', localId)
      .execute()
  }
}
