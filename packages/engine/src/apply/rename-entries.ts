import type { SubjectKind } from '@bindery/contract'
import { dnKey } from '@bindery/contract/ldap-text'
import { renameSteps, type EntryRename } from '@bindery/sync'
import type { ApplyJob, ChangeRow } from './apply-job.ts'
import { writeInOrder, type Exchange } from './exchange-names.ts'
import { loadChanges } from './load-changes.ts'

const perBatch = 500

/** Gives entries their new names, each when it is free. */
export async function renameEntries(job: ApplyJob, subjectKind: SubjectKind): Promise<void> {
  const rows: ChangeRow[] = []
  for await (const batch of loadChanges(job, 'directory', subjectKind, ['move'], perBatch))
    rows.push(...batch)
  await writeInOrder(
    job,
    rows,
    ({ id, dn, payload }) => ({ id, from: dnKey(dn ?? ''), to: dnKey(payload.newDn ?? '') }),
    (circle) => exchangeOf(job, circle.map(renameOf)),
  )
}

const renameOf = (row: ChangeRow): EntryRename => ({
  id: row.id,
  stableId: row.stable_id ?? '',
  dn: row.dn ?? '',
  newDn: row.payload.newDn ?? '',
})

function exchangeOf(job: ApplyJob, circle: readonly EntryRename[]): Exchange {
  const rename = (stableId: string, dn: string, newDn: string) => job.session.rename({ stableId, dn }, newDn)
  const steps = renameSteps(circle)
  const [first] = circle
  return {
    aside: steps[0]?.newDn ?? '',
    steps: steps.map(({ id, stableId, dn, newDn }) => ({
      id,
      name: newDn,
      take: () => rename(stableId, dn, newDn),
      takeBack: () => rename(stableId, newDn, dn),
    })),
    isThrough: async () =>
      first !== undefined && (await rename(first.stableId, first.newDn, first.newDn)).state === 'done',
  }
}
