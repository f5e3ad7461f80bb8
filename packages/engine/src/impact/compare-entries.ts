import type { Impact, Reason, SubjectKind, ValueImpact } from '@bindery/contract'
import { dnKey } from '@bindery/contract/ldap-text'
import { canonicalJson, newConflicts, newFlows, type NewFlow } from '@bindery/sync'
import { loadStaged, type StagedPair } from '../preview/load-staged.ts'
import { readStaged, type StagedData } from '../pack/pack-staged.ts'
import type { ReadJob, SubjectRead } from '../preview/preview-job.ts'
import { ruleMerger } from '../preview/rule-merger.ts'
import { subjectOf } from '../preview/staged-subject.ts'

const mostExamples = 5
const mostShown = 20

type Compared = Pick<Impact, 'values' | 'hindered' | 'members'>

/** What becomes of the entries in the draft's scope that would not become of them by the saved settings. */
export async function compareEntries(before: ReadJob, after: ReadJob): Promise<Compared> {
  const tally = new Tally()
  await compareKind(tally, before, after, 'people')
  await compareKind(tally, before, after, 'groups')
  const sameMembers = before.groups.memberAttribute === after.groups.memberAttribute
  return {
    values: [...tally.values.values()],
    hindered: [...tally.hindered.values()],
    members: sameMembers ? null : tally.members,
  }
}

async function compareKind(
  tally: Tally,
  before: ReadJob,
  after: ReadJob,
  subject: 'people' | 'groups',
): Promise<void> {
  const sameRules = canonicalJson(before[subject].rules) === canonicalJson(after[subject].rules)
  let done = 0
  for await (const batch of loadStaged(after, after[subject])) {
    after.task.signal.throwIfAborted()
    const known = await loadByDn(before, after[subject].kind, batch)
    for (const pair of batch) {
      const saved = known.get(dnKey(pair.dn))
      compareVerdicts(tally, after[subject], pair, saved?.verdict)
      if (!saved) continue
      tally.members.before += saved.data.members.length + saved.data.alsoMembers.length
      tally.members.after += pair.data.members.length + pair.data.alsoMembers.length
      if (!sameRules) comparePair(tally, before[subject], after[subject], pair, saved)
    }
    done += batch.length
    after.task.progress({ phase: 'comparing', done, total: null })
  }
}

/** As the saved settings see an entry. */
interface SavedView {
  readonly verdict: string
  readonly data: StagedData
}

async function loadByDn(
  job: ReadJob,
  kind: SubjectKind,
  pairs: readonly StagedPair[],
): Promise<Map<string, SavedView>> {
  const rows = await job.task.store.db
    .selectFrom('staged_entries')
    .select(['dn_key', 'verdict', 'data'])
    .where('snapshot_id', '=', job.snapshotId)
    .where('kind', '=', kind)
    .where(
      'dn_key',
      'in',
      pairs.map((pair) => dnKey(pair.dn)),
    )
    .execute()
  return new Map(rows.map(({ dn_key, verdict, data }) => [dn_key, { verdict, data: readStaged(data) }]))
}

function compareVerdicts(tally: Tally, read: SubjectRead, pair: StagedPair, saved = ''): void {
  const reason = reasonOf(pair.verdict)
  if (reason && !reasonOf(saved)) tally.hinder(read, pair, reason)
}

const reasonOf = (verdict: string): Reason | undefined =>
  verdict === '' ? undefined : (JSON.parse(verdict) as { reason?: Reason }).reason

/** What the merge of a pair would write by the draft's rules only. */
function comparePair(
  tally: Tally,
  before: SubjectRead,
  after: SubjectRead,
  pair: StagedPair,
  saved: SavedView,
): void {
  const { local, link } = pair
  const ended = link?.state === 'unlinked' || link?.state === 'gone_accounts'
  if (!local || ended || reasonOf(pair.verdict)) return
  const present = reasonOf(saved.verdict)
    ? []
    : before.rules.map((rule) => ruleMerger(before, { ...pair, data: saved.data }, local)(rule))
  const changed = after.rules.map((rule) => ruleMerger(after, pair, local)(rule))
  for (const flow of newFlows(present, changed)) tally.change(after, pair, flow)
  if (newConflicts(present, changed).length > 0) tally.hinder(after, pair, 'conflict_values')
}

/** Counts with the first of each; as many as there are attributes and reasons. */
class Tally {
  readonly values = new Map<string, ValueImpact>()
  readonly hindered = new Map<string, Impact['hindered'][number]>()
  readonly members = { before: 0, after: 0 }

  change(read: SubjectRead, pair: StagedPair, { attribute, side, before, after }: NewFlow): void {
    const key = `${read.kind} ${attribute} ${side}`
    const seen = this.values.get(key) ?? {
      subjectKind: read.kind,
      attribute,
      side,
      changed: 0,
      cleared: 0,
      examples: [],
    }
    this.values.set(key, seen)
    seen.changed += 1
    if (after.length === 0) seen.cleared += 1
    if (seen.examples.length < mostExamples)
      seen.examples.push({ ...named(read, pair), before: [...before], after: [...after] })
  }

  hinder(read: SubjectRead, pair: StagedPair, reason: Reason): void {
    const key = `${read.kind} ${reason}`
    const seen = this.hindered.get(key) ?? { subjectKind: read.kind, reason, count: 0, first: [] }
    this.hindered.set(key, seen)
    seen.count += 1
    if (seen.first.length < mostShown) seen.first.push(named(read, pair))
  }
}

function named(read: SubjectRead, pair: StagedPair) {
  const { name, displayName } = subjectOf(read, pair)
  return { name, displayName, dn: pair.dn }
}
