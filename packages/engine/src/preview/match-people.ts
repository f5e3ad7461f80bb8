import { matchEntry, weighPlace } from '@bindery/sync'
import { decideMatches, type AskedEntry } from './decide-match.ts'
import { findCandidates, sharing } from './find-candidates.ts'
import type { ReadJob } from './preview-job.ts'
import { freed, orAt, placesOf, renewEntry } from './renew-entry.ts'
import { settleClaims } from './settle-claims.ts'
import { sharedKeys } from './shared-keys.ts'
import { unlinkedPeople, type UnlinkedEntry } from './unlinked-entries.ts'
import { writeMatches, type MatchedEntry } from './write-matches.ts'

/** Decides for every unlinked person entry: who it is, that it is new, or why nobody can say (rule 3). */
export async function matchPeople(job: ReadJob): Promise<void> {
  // Accounts that keys pull to several entries: not one to one, so none of those entries is linked.
  const contested = new Set<number>()
  let done = 0
  for await (const batch of unlinkedPeople(job)) {
    job.task.progress({ phase: 'matching', done, total: null })
    job.task.signal.throwIfAborted()
    await matchBatch(job, batch, contested)
    done += batch.length
  }
  await settleClaims(job, contested)
}

async function matchBatch(
  job: ReadJob,
  batch: readonly UnlinkedEntry[],
  contested: Set<number>,
): Promise<void> {
  const rules = job.settings.mapping.matching
  const keys = batch.map((entry) => entry.keys)
  const candidates = await findCandidates(job, keys)
  const sharedBy = await sharedKeys(job, keys)
  const dnKeys = batch.map((entry) => entry.dnKey)
  const places = await placesOf(job, job.people, dnKeys)
  const matched: MatchedEntry[] = []
  const unclear: (AskedEntry & { readonly ids: readonly number[] })[] = []
  for (const entry of batch) {
    const mine = sharing(job, entry.keys, candidates)
    const place = places.get(entry.dnKey) ?? null
    const free = mine.map((account) => freed(job, 'person', account))
    const seen = matchEntry(rules, entry.keys, free, sharedBy(entry.keys))
    const outcome = weighPlace(rules, entry.keys, place, seen)
    const renewed = renewEntry(job, 'person', entry, outcome, { accounts: mine, place })
    if (renewed) matched.push(renewed)
    // A skipped entry still claims whoever it might be: that account is not created a second time.
    else if (entry.skipped) for (const candidate of mine) job.blocked.person.add(candidate.id)
    else if (outcome.outcome === 'matched')
      matched.push({ id: entry.id, localId: outcome.id, verdict: { matched: outcome.rule } })
    else if (outcome.outcome === 'conflict') {
      const { reason, detail, ids } = outcome
      const question = { reason, detail, keys: entry.keys, accounts: orAt(place, mine), rivals: [] }
      unclear.push({ id: entry.id, stableId: entry.stableId, question, ids })
    } else matched.push({ id: entry.id, localId: 'new', verdict: {} })
  }
  const answers = await decideMatches(job, 'person', unclear)
  for (const [index, { question, ids }] of unclear.entries())
    if (!answers[index]?.decided && question.reason !== 'conflict_username_taken')
      for (const id of ids) contested.add(id)
  await writeMatches(job, 'people', [...matched, ...answers])
}
