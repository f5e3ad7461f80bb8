import { subjectKinds, type SubjectKind } from '@bindery/contract/words'
import { IdSet, markWords } from '@bindery/directory'
import { insertMany } from '@bindery/store'
import type { ReadJob } from './preview-job.ts'

/** Who was in scope, by kind, with a mark of how each entry was. */
export type Roll = ReadonlyMap<SubjectKind, IdSet>

/** The roll that the last preview called; null: none is kept. */
export async function loadRoll({ task, directoryId }: ReadJob): Promise<Roll | null> {
  const roll = new Map<SubjectKind, IdSet>()
  for (const kind of subjectKinds) {
    const rows = await task.store.db
      .selectFrom('rolls')
      .select('entries')
      .where('directory_id', '=', directoryId)
      .where('kind', '=', kind)
      .orderBy('part')
      .execute()
    if (rows.length > 0)
      roll.set(
        kind,
        IdSet.from(
          rows.map((row) => row.entries),
          markWords,
        ),
      )
  }
  return roll.size === 0 ? null : roll
}

/** Keeps a roll for the next preview in place of the one before; null: none. */
export async function keepRoll({ task, directoryId }: ReadJob, roll: Roll | null): Promise<void> {
  const { db } = task.store
  await db.deleteFrom('rolls').where('directory_id', '=', directoryId).execute()
  for (const [kind, entries] of roll ?? []) {
    let part = 0
    for (const chunk of entries.chunks())
      await insertMany(db, 'rolls', [{ directory_id: directoryId, kind, part: (part += 1), entries: chunk }])
  }
}
