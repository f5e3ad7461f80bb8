import type { ChangeKind, Count, Side } from '@bindery/contract'
import { toldKinds, writeNumber } from '@bindery/contract/words'

/** What is done, in the order it is said; the last three are only told. */
const words: Record<ChangeKind, string> = {
  create: 'to create',
  update: 'to update',
  members: 'with member changes',
  move: 'to move',
  link: 'to link',
  unlink: 'to unlink',
  enable: 'to enable',
  disable: 'to disable',
  hold: 'to put on hold',
  release: 'to release from hold',
  delete: 'to delete',
  agree: 'already alike',
  conflict: 'in conflict',
  withheld: 'withheld',
  skipped: 'skipped',
}
const order = Object.keys(words) as ChangeKind[]
const told: ReadonlySet<ChangeKind> = new Set(toldKinds)
const places: Record<Side, string> = { accounts: 'in accounts', directory: 'in the directory' }

/** One sentence about a plan: "12 to create, 3 to update in accounts; 5 to create in the directory; 2 skipped". */
export function writeSentence(counts: readonly Count[]): string {
  const changes = (['accounts', 'directory'] as const).flatMap((side) => changesIn(side, counts))
  const left = total(counts.filter((count) => !told.has(count.kind)).map((c) => c.total - c.included))
  const rest = [
    ...(left > 0 ? [`${writeNumber(left)} left out until you include ${left === 1 ? 'it' : 'them'}`] : []),
    ...toldIn(counts),
  ]
  if (changes.length > 0) return [...changes, ...rest].join('; ')
  const alike = total(counts.filter((count) => count.kind === 'agree').map((count) => count.included))
  if (alike > 0) return ['Nothing to change: what is alike on both sides is noted', ...rest].join('; ')
  if (rest.length > 0) return ['Nothing to do', ...rest].join('; ')
  return 'Nothing to do: both sides agree'
}

const total = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0)

function changesIn(side: Side, counts: readonly Count[]): string[] {
  const parts = order.flatMap((kind) => {
    // Agreement is bookkeeping, not a change.
    if (told.has(kind) || kind === 'agree') return []
    const count = total(counts.filter((c) => c.side === side && c.kind === kind).map((c) => c.included))
    return count > 0 ? [phrase(kind, count)] : []
  })
  return parts.length > 0 ? [`${parts.join(', ')} ${places[side]}`] : []
}

function phrase(kind: ChangeKind, count: number): string {
  if (kind !== 'members') return `${writeNumber(count)} ${words[kind]}`
  return `${writeNumber(count)} ${count === 1 ? 'group' : 'groups'} ${words.members}`
}

function toldIn(counts: readonly Count[]): string[] {
  const parts = toldKinds.flatMap((kind) => {
    const count = total(counts.filter((c) => c.kind === kind).map((c) => c.total))
    return count > 0 ? [`${writeNumber(count)} ${words[kind]}`] : []
  })
  return parts.length > 0 ? [parts.join(', ')] : []
}
