import { sql } from 'kysely'
import type { Database } from './open-store.ts'
import type { Tables } from './schema.ts'

/** The tables whose ids are reserved: a plan names the ids of what it will create. */
export type SequenceName = Extract<
  keyof Tables,
  | 'people'
  | 'groups'
  | 'links'
  | 'directories'
  | 'snapshots'
  | 'plans'
  | 'plan_changes'
  | 'runs'
  | 'journal'
  | 'holds'
  | 'conflicts'
>

/** Takes `count` consecutive ids that nobody else will get, and returns the first. Ids start at 1. */
export async function reserveIds(db: Database, name: SequenceName, count: number): Promise<number> {
  const { next } = await db
    .insertInto('sequences')
    .values({ name, next: count + 1 })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet({ next: sql`sequences.next + excluded.next - 1` }),
    )
    .returning('next')
    .executeTakeFirstOrThrow()
  return next - count
}
