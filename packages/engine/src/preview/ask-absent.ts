import { dnKey } from '@bindery/contract/ldap-text'
import type { Entry } from '@bindery/directory'
import { insertMany } from '@bindery/store'
import type { AbsentEntry } from '@bindery/sync'
import { isCovered } from './is-covered.ts'
import { linksInDoubt, type LinkInDoubt } from './links-in-doubt.ts'
import { nothingStaged, writeStaged } from '../pack/pack-staged.ts'
import type { PreviewJob, SubjectRead } from './preview-job.ts'
import { stageEntries } from './stage-entries.ts'

/** What the look-up said of an entry that the read did not return. */
export type AbsentVerdict =
  | {
      readonly absent: Exclude<AbsentEntry['absent'], 'entry_unknown' | 'both_gone'>
      /** It is where it should be, but in none of the groups that synchronization is limited to. */
      readonly ofNoGroup?: true
    }
  /** It failed, for this reason. */
  | { readonly absent: 'entry_unknown'; readonly detail: string }

/** The kind under which an absent entry is staged: what is decided about it must wait until the entries are matched. */
export const absentKind = (read: SubjectRead) => `absent_${read.kind}`

/**
 * Looks up, by stable id, every linked entry that a complete read did not return (rule 4), and those on hold that
 * it must ask about. What is in scope after all is staged as if it had been read; the rest is staged as absent.
 */
export async function askAbsent(job: PreviewJob, read: SubjectRead): Promise<void> {
  if (!read.proof?.complete) return
  for await (const links of linksInDoubt(job, read)) {
    job.task.progress({ phase: 'looking_up', done: 0, total: links.length })
    await lookUpAbsent(job, read, links)
  }
}

async function lookUpAbsent(
  job: PreviewJob,
  read: SubjectRead,
  links: readonly LinkInDoubt[],
): Promise<void> {
  let found: ReadonlyMap<string, Entry>
  try {
    found = await job.session.lookUp(
      links.map((link) => link.stable_id),
      read.attributes,
    )
  } catch (error) {
    job.task.signal.throwIfAborted()
    const detail = error instanceof Error ? error.message : String(error)
    return stageAbsent(
      job,
      read,
      links.map((link) => ({ link, dn: link.dn, verdict: { absent: 'entry_unknown', detail } })),
    )
  }
  const absent: Absent[] = []
  for (const link of links) {
    const entry = found.get(link.stable_id)
    if (entry && !job.outside.has(link.id) && (await inScope(job, read, entry)))
      await stageEntries(job, read, [entry])
    // Still out of scope, as it was when the hold began: there is nothing to decide.
    if (job.seenLinks.has(link.id) || (entry && link.hold === 'out_of_scope')) continue
    job.absences.note(link.dn, entry?.dn ?? null)
    if (!entry) job.goneLinks.add(link.id)
    const ofNoGroup = job.outside.has(link.id) ? ({ ofNoGroup: true } as const) : {}
    absent.push({ link, dn: entry?.dn ?? link.dn, verdict: { ...verdictOf(link, entry), ...ofNoGroup } })
  }
  await stageAbsent(job, read, absent)
}

function verdictOf({ hold }: LinkInDoubt, elsewhere: Entry | undefined): AbsentVerdict {
  if (elsewhere) return { absent: hold === 'expired' ? 'hold_expired_elsewhere' : 'entry_left_scope' }
  return { absent: nowhere[hold] }
}

const nowhere = {
  none: 'entry_gone',
  expired: 'hold_expired',
  out_of_scope: 'held_entry_gone',
} as const satisfies Record<LinkInDoubt['hold'], AbsentVerdict['absent']>
const isNowhere = ({ absent }: AbsentVerdict) => Object.values<string>(nowhere).includes(absent)

interface Absent {
  readonly link: LinkInDoubt
  /** Where the entry is now, or was. */
  readonly dn: string
  readonly verdict: AbsentVerdict
}

async function stageAbsent(job: PreviewJob, read: SubjectRead, absent: readonly Absent[]): Promise<void> {
  await insertMany(
    job.task.store.db,
    'staged_entries',
    absent.map(({ link, dn, verdict }) => ({
      snapshot_id: job.snapshotId,
      kind: absentKind(read),
      stable_id: link.stable_id,
      link_id: link.id,
      dn,
      // What is gone leaves its name free, for itself above all.
      dn_key: isNowhere(verdict) ? '' : dnKey(dn),
      hash: '',
      username_key: null,
      employee_number_key: null,
      email_key: null,
      local_id: link.local_id,
      verdict: JSON.stringify(verdict),
      data: writeStaged(nothingStaged),
    })),
  )
}

/** Whether the search would return this entry now: under a base, and matching the filter by the server's own judgement. */
async function inScope(job: PreviewJob, read: SubjectRead, entry: Entry): Promise<boolean> {
  if (!isCovered(read, entry.dn)) return false
  for await (const item of job.session.read({
    bases: [{ dn: entry.dn, scope: 'subtree' }],
    filter: read.filter,
    attributes: [],
  }))
    if ('entries' in item && item.entries.some((candidate) => candidate.stableId === entry.stableId))
      return true
  return false
}
