import type { Progress } from '@bindery/contract'
import { forgetAbsent, forgetKnown } from './note-known.ts'
import type { PreviewJob, SubjectRead } from './preview-job.ts'
import { readChanged } from './read-changed.ts'
import { readSubjects } from './read-subjects.ts'

/** Reads one kind: what changed, where that comes to the same as reading everything. */
export async function readKind(job: PreviewJob, read: SubjectRead, phase: Progress['phase']): Promise<void> {
  const { known } = job
  if (known && read.bases.length === 0) {
    known.reread[read.kind] = 0
    known.looked[read.kind] = new Set()
  } else if (known) {
    const answer = await readChanged(job, known, read, phase)
    if (answer === 'read') return
    job.readsAll = answer.why
    known.tally[read.kind] = null
    if (!known.holds) await forgetKnown(job, read.kind)
    // Whose entry has another name is known only of people read by what changed, and groups go by it.
    if (read.kind === 'person') known.changes = null
  }
  await readSubjects(job, read, phase)
  if (known?.holds && read.bases.length > 0) await forgetAbsent(job, known, read.kind)
}
