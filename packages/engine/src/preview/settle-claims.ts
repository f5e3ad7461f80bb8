import { decideMatches, type AskedEntry } from './decide-match.ts'
import { findCandidates, sharing } from './find-candidates.ts'
import { askedAgain, giveBack, type MatchVerdict } from './match-question.ts'
import type { ReadJob } from './preview-job.ts'
import { keysOf } from './unlinked-entries.ts'
import { writeMatches, type MatchedEntry } from './write-matches.ts'

const accountsPerBatch = 300

/**
 * Accounts that several entries claim, each by another rule, or that an open conflict is about: none of the entries is
 * linked, unless a person decided which one it is, or that the others are somebody else.
 */
export async function settleClaims(job: ReadJob, contested: ReadonlySet<number>): Promise<void> {
  const accounts = [...new Set([...(await claimedTwice(job)), ...contested])]
  for (let start = 0; start < accounts.length; start += accountsPerBatch)
    await settleSome(job, accounts.slice(start, start + accountsPerBatch), contested)
}

async function claimedTwice(job: ReadJob): Promise<number[]> {
  const rows = await job.task.store.db
    .selectFrom('staged_entries')
    .select('local_id')
    .where('snapshot_id', '=', job.snapshotId)
    .where('kind', '=', 'person')
    .where('link_id', 'is', null)
    .where('local_id', 'is not', null)
    .groupBy('local_id')
    .having(({ fn }) => fn.countAll(), '>', 1)
    .execute()
  return rows.flatMap((row) => row.local_id ?? [])
}

interface Claim extends AskedEntry {
  readonly localId: number
  readonly verdict: MatchVerdict
}

async function settleSome(
  job: ReadJob,
  accounts: readonly number[],
  contested: ReadonlySet<number>,
): Promise<void> {
  const claims = await loadClaims(job, accounts)
  const decidedBefore = claims.filter((claim) => claim.verdict.decided === 'link')
  const open = claims.filter((claim) => claim.verdict.decided !== 'link')
  const answers = new Map((await decideMatches(job, 'person', open)).map((answer) => [answer.id, answer]))
  const settled: MatchedEntry[] = []
  for (const localId of accounts) {
    const mine = claims.filter((claim) => claim.localId === localId)
    const chosen = [
      ...decidedBefore.filter((claim) => claim.localId === localId),
      ...mine.filter((claim) => answers.get(claim.id)?.verdict.decided === 'link'),
    ]
    const undecided = mine.filter((claim) => answers.get(claim.id)?.decided === false)
    const alone = chosen.length === 0 && undecided.length === 1 && !contested.has(localId)
    if (!alone && chosen.length === 0) job.relinked.person.delete(localId)
    if (chosen.length > 1) giveBack(job, 'person', localId)
    for (const claim of mine) {
      const answer = answers.get(claim.id)
      if (chosen.length > 1 && chosen.includes(claim))
        settled.push({ id: claim.id, localId: null, verdict: askedAgain(claim.question) })
      else if (answer && !(alone && claim === undecided[0])) settled.push(answer)
    }
  }
  await writeMatches(job, 'people', settled)
}

async function loadClaims(job: ReadJob, accounts: readonly number[]): Promise<Claim[]> {
  const rows = await job.task.store.db
    .selectFrom('staged_entries')
    .select(['id', 'stable_id', 'dn', 'local_id', 'verdict'])
    .select(['username_key', 'employee_number_key', 'email_key'])
    .where('snapshot_id', '=', job.snapshotId)
    .where('kind', '=', 'person')
    .where('link_id', 'is', null)
    .where('local_id', 'in', accounts)
    .orderBy('id')
    .execute()
  const found = await findCandidates(job, rows.map(keysOf))
  return rows.map((row) => {
    const keys = keysOf(row)
    return {
      id: row.id,
      stableId: row.stable_id,
      localId: row.local_id ?? 0,
      verdict: JSON.parse(row.verdict) as MatchVerdict,
      question: {
        reason: 'conflict_ambiguous_match',
        detail: 'Another entry matches the same account.',
        keys,
        accounts: sharing(job, keys, found),
        rivals: rows
          .filter((rival) => rival.local_id === row.local_id && rival !== row)
          .map((rival) => rival.dn),
      },
    }
  })
}
