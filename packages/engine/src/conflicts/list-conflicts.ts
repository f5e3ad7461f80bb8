import {
  conflictReasons,
  conflictStates,
  subjectKinds,
  type ConflictFilter,
  type Verbs,
} from '@bindery/contract'
import type { Database } from '@bindery/store'
import type { EngineContext } from '../context.ts'
import { readAfter, toNewestPage } from '../plans/newest-first.ts'
import { matchConflicts } from './match-conflicts.ts'
import { toConflict } from './to-conflict.ts'

/** Conflicts, newest first, by facet and words; each facet counts what the other ones leave. */
export function listConflicts({ store: { db } }: EngineContext): Verbs['listConflicts'] {
  return async ({ query: { after, limit, ...filter } }) => {
    const matching = matchConflicts(db, filter)
    const before = readAfter(after)
    const found = await (before === undefined ? matching : matching.where('conflicts.id', '<', before))
      .selectAll('conflicts')
      .orderBy('conflicts.id', 'desc')
      .limit(limit + 1)
      .execute()
    const { total } = await matching.select(({ fn }) => fn.countAll().as('total')).executeTakeFirstOrThrow()
    const { rows, next } = toNewestPage(found, limit)
    const states = await countBy(db, { ...filter, state: undefined }, 'state')
    const reasons = await countBy(db, { ...filter, reason: undefined }, 'reason')
    const kinds = await countBy(db, { ...filter, subjectKind: undefined }, 'subject_kind')
    return {
      items: rows.map(toConflict),
      next,
      total: Number(total),
      facets: {
        states: conflictStates.map((state) => ({ state, count: states.get(state) ?? 0 })),
        reasons: conflictReasons.map((reason) => ({ reason, count: reasons.get(reason) ?? 0 })),
        subjectKinds: subjectKinds.map((subjectKind) => ({
          subjectKind,
          count: kinds.get(subjectKind) ?? 0,
        })),
      },
    }
  }
}

async function countBy(
  db: Database,
  filter: ConflictFilter,
  column: 'state' | 'reason' | 'subject_kind',
): Promise<Map<string, number>> {
  const rows = await matchConflicts(db, filter)
    .select((build) => [build.ref(column).as('word'), build.fn.countAll().as('count')])
    .groupBy(column)
    .execute()
  return new Map(rows.map((row) => [row.word, Number(row.count)]))
}
