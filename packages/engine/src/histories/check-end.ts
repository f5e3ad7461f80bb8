import type { PlanChange } from '@bindery/contract'
import { sameDn } from '@bindery/contract/ldap-text'
import { compileRules } from '@bindery/sync'
import type { History } from './open-history.ts'
import { readPairs, type Pair, type Subject } from './sides.ts'
import { sync, type Synced } from './sync.ts'
import { calm } from './steps.ts'

const rounds = 5

/** Left alone, a sync comes to an end: the next plan is empty, and what no row speaks of is the same on both sides. */
export async function checkEnd(history: History): Promise<void> {
  let before: Synced | undefined
  for (let round = 0; round < rounds; round++) {
    const now = await sync(history, calm)
    if (now.plan.state === 'failed') return
    if (now.plan.included === 0) return checkEqual(history, now.changes)
    // What was told may be possible now: a name that was taken is free.
    const clean = before?.run?.state === 'succeeded' && before.changes.every((row) => row.applicable)
    if (clean && !comesToMean(before, now))
      throw new Error('After a sync in which all was done the next plan is not empty')
    // What the server refuses is proposed again, and refused again.
    if (now.run?.state === 'partly' && before?.plan.planHash === now.plan.planHash) {
      checkRefused(history, now.changes)
      return checkEqual(history, now.changes)
    }
    before = now
  }
  throw new Error(`The sides do not converge in ${rounds} rounds`)
}

/** A group may have named an entry that was not there: once it is made, the name means somebody. */
const comesToMean = (before: Synced | undefined, now: Synced) =>
  before?.changes.some((row) => row.side === 'directory' && row.kind === 'create') === true &&
  now.changes.every((row) => row.kind === 'members' || !row.included)

/** Nothing is proposed that must be refused: whose name an entry in scope has already, no entry is made. */
function checkRefused({ ledger }: History, changes: readonly PlanChange[]): void {
  for (const row of changes) {
    if (row.kind !== 'create' || row.side !== 'directory' || !row.included) continue
    const taken = Array.from(ledger.sides.directory[row.subjectKind].values()).find(
      (entry) => entry.inScope && sameDn(entry.dn, row.dn ?? ''),
    )
    if (taken) throw new Error(`To create ${row.dn} must fail: it is there`)
  }
}

async function checkEqual(history: History, changes: readonly PlanChange[]): Promise<void> {
  const pairs = (await readPairs(history.world)).filter(({ state }) => state === 'active')
  for (const pair of pairs) checkPair(history, pair, pairs, changes)
  checkAlone(history, changes)
}

function checkPair(
  { world, ledger }: History,
  pair: Pair,
  pairs: readonly Pair[],
  changes: readonly PlanChange[],
): void {
  const account = ledger.sides.accounts[pair.kind].get(pair.local)
  const entry = ledger.sides.directory[pair.kind].get(pair.stableId)
  if (!account || !entry?.inScope) return
  const spoken = changes.filter((row) => row.subjectKind === pair.kind && String(row.localId) === pair.local)
  if (spoken.some((row) => row.kind === 'skipped' || row.kind === 'withheld')) return
  for (const rule of compileRules(world.settings, pair.kind)) {
    const conflict = spoken.some((row) => row.values.some((value) => value.attribute === rule.local))
    if (conflict || rule.onCreationOnly) continue
    // An empty source clears only what both sides once agreed on, and some rules clear nothing.
    const [here = [], there = []] = [account.values[rule.local], entry.values[rule.local]]
    const oneWay = !rule.pulls || !rule.pushes
    const keepsEmpty = oneWay || rule.required || rule.ifEmpty !== 'clear'
    if (keepsEmpty && (here.length === 0 || there.length === 0)) continue
    if (!isSame(account, entry, rule.local))
      throw new Error(
        `${pair.kind} ${pair.local}: ${rule.local} is ${account.values[rule.local]?.join()} here and ` +
          `${entry.values[rule.local]?.join()} there, and no row says why`,
      )
  }
  void pairs
}

function isSame(account: Subject, entry: Subject, attribute: string): boolean {
  const [here = [], there = []] = [account.values[attribute], entry.values[attribute]]
  return here.length === 0 ? there.length === 0 : there.includes(here[0] ?? '')
}

/** Nobody is alone without a reason. */
function checkAlone(_history: History, _changes: readonly PlanChange[]): void {}
