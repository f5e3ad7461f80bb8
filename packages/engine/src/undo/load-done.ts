import type { ChangeKind, Side, SubjectKind } from '@bindery/contract'
import type { Tables } from '@bindery/store'
import { readPayload } from '../pack/pack-payload.ts'
import { readPlanValues } from '../pack/pack-plan-values.ts'
import { sealContexts } from '../secrets/seal-contexts.ts'
import type { BeforeImage } from '../apply/before-images.ts'
import type { DoneChange, UndoJob } from './undo-job.ts'

const perBatch = 200

/** What a run did, newest first: the way back. */
export async function* loadDone(job: UndoJob): AsyncGenerator<DoneChange[]> {
  let before: number | null = null
  for (;;) {
    const done = job.task.store.db
      .selectFrom('journal')
      .innerJoin('plan_changes as change', 'change.id', 'journal.change_id')
      .leftJoin('plan_changes as needed', 'needed.id', 'change.depends_on')
      .select(['journal.id as journal_id', 'journal.before_image'])
      .select([
        'change.id',
        'change.side',
        'change.subject_kind',
        'change.kind',
        'change.name',
        'change.display_name',
        'change.dn',
        'change.new_dn',
        'change.local_id',
        'change.stable_id',
        'change.values',
        'change.payload',
        'needed.kind as needed_kind',
        'needed.side as needed_side',
      ])
      .where('journal.run_id', '=', job.runId)
      .where('journal.state', '=', 'done')
      .orderBy('journal.id', 'desc')
      .limit(perBatch)
    const rows = await (before === null ? done : done.where('journal.id', '<', before)).execute()
    if (rows.length === 0) return
    before = rows.at(-1)?.journal_id ?? 0
    yield rows.map((row) => {
      const values = readPlanValues(row.values)
      return {
        id: row.id,
        side: row.side as Side,
        subjectKind: row.subject_kind as SubjectKind,
        kind: row.kind as ChangeKind,
        name: row.name,
        displayName: row.display_name,
        dn: row.dn,
        newDn: row.new_dn,
        localId: row.local_id ?? 0,
        stableId: row.stable_id,
        values,
        payload: readPayload(row, values),
        ofCreated: row.needed_kind === 'create' && row.needed_side === row.side,
        before: openImage(job, row.journal_id, row.before_image),
      }
    })
  }
}

function openImage(job: UndoJob, journalId: number, sealed: string | null): BeforeImage {
  if (sealed === null) return {}
  return JSON.parse(job.task.keyring.open(sealed, sealContexts.beforeImage(journalId))) as BeforeImage
}

/** The links of these subjects, by kind and local id. */
export async function linksOf(job: UndoJob, changes: readonly DoneChange[]) {
  const rows = await job.task.store.db
    .selectFrom('links')
    .selectAll()
    .where('directory_id', '=', job.directoryId)
    .where(
      'local_id',
      'in',
      changes.map((change) => change.localId),
    )
    .execute()
  const links = new Map<string, Tables['links']>(rows.map((row) => [`${row.kind} ${row.local_id}`, row]))
  return (change: DoneChange) => links.get(`${change.subjectKind} ${change.localId}`)
}
