import type { Progress } from '@bindery/contract'
import type { ReadProof } from '@bindery/directory'
import { countBases } from './count-bases.ts'
import { joinReads } from './join-reads.ts'
import { lastApplied } from './last-applied.ts'
import type { ReadJob, SubjectRead } from './preview-job.ts'
import { primaryGroup } from './primary-group.ts'
import { stageEntries } from './stage-entries.ts'

/** Reads every page of one kind into the staging table, and keeps the proof of how the read went. */
export async function readSubjects(job: ReadJob, read: SubjectRead, phase: Progress['phase']): Promise<void> {
  job.task.progress({ phase, done: 0, total: null })
  if (read.bases.length > 0)
    for await (const item of job.session.read({
      bases: read.bases,
      filter: read.filter,
      attributes: read.attributes,
      subject: read.kind === 'person' ? 'people' : 'groups',
      knownReferrals: job.knownReferrals,
    })) {
      job.task.signal.throwIfAborted()
      if ('proof' in item) read.proof = withLimit(job, read, item.proof)
      else {
        countBases(read, item.entries)
        await stageEntries(job, read, item.entries)
        job.task.progress({ phase, done: read.entries, total: null })
      }
    }
  await findUnreadable(job, read)
}

/** Who is in scope rests on the groups of the limit as well: as long as some of these are unread, nobody is missing. */
const withLimit = ({ limit }: ReadJob, { kind }: SubjectRead, proof: ReadProof): ReadProof =>
  limit && kind === 'person' ? joinReads([proof, limit.proof]) : proof

/** An attribute that ten or more entries had at the last applied read and none has now is unreadable, not empty (rule 6). */
export async function findUnreadable(job: ReadJob, read: SubjectRead): Promise<void> {
  const last = await lastApplied(job.task.store.db, job.directoryId)
  if (!last || read.entries === 0) return
  const counts =
    (JSON.parse(last.attribute_counts) as Record<string, Record<string, number>>)[read.kind] ?? {}
  for (const name of [...read.attributes, ...(read.kind === 'group' ? [primaryGroup] : [])]) {
    const before = counts[name] ?? 0
    if (before < 10 || read.counts.has(name)) continue
    read.unreadable.add(name)
    // Carried along, so that the next preview still knows that values were there.
    read.counts.set(name, before)
  }
}
