import type { Schema } from '@bindery/contract/ldap-text'
import { andFilter, writeFilter } from '@bindery/contract/ldap-text'
import { DeleteRequest } from 'ldapts'
import type { Directory } from '../directory.ts'
import { stableIdFilter } from '../read/find-entry.ts'
import type { Entry, EntryValues, Target, WriteOutcome } from '../types.ts'
import { AssertionControl } from '../wire/controls.ts'
import { hasEquality } from './deltas.ts'
import { asOutcome, failedOutcome, sendWrite, type Sent } from './send-write.ts'
import { currentEntry, drifted, isInPlace, mayAssert } from './target-entry.ts'

/** notAllowedOnNonLeaf (RFC 4511 §4.8): a tree control is never sent, so nothing below an entry goes with it. */
const hasChildren = 66
const notThere = 32
const assertionFailed = 122

/**
 * Deletes one entry that has nothing below it, if it still is what was `seen`: at the same DN, with the same stable id
 * and exactly these values. Where the server asserts (RFC 4528), stable id and values hold at the moment of deletion.
 * Values that it cannot compare, and whole groups, are compared as read just before: then it is not `atomic`. What is
 * gone already is done.
 */
export function deleteEntry(directory: Directory, target: Target, seen: EntryValues): Promise<WriteOutcome> {
  return asOutcome(async () => {
    const schema = await directory.schema()
    const entry = await currentEntry(directory, target, [...seen.keys()])
    if (entry === null) return deleted(target, true)
    if (!isAsSeen(entry, target, seen)) return drifted(entry, entry.dn)
    const comparable = [...seen].filter(([name, values]) => isComparable(schema, name, values))
    const assertion = mayAssert(directory, schema, entry)
      ? new AssertionControl(seenFilter(directory, target, comparable))
      : null
    const guarded = assertion !== null && comparable.length === seen.size
    const sent = await send(directory, entry.dn, assertion)
    if (sent.state === 'answered' && sent.code === assertionFailed)
      return deleteUnguarded(directory, target, seen, sent)
    return outcomeOf(target, sent, guarded)
  })
}

/** 122 is drift only if a re-read says so: the unique overlay answers it to every assertion. */
async function deleteUnguarded(
  directory: Directory,
  target: Target,
  seen: EntryValues,
  refused: Extract<Sent, { state: 'answered' }>,
): Promise<WriteOutcome> {
  const entry = await currentEntry(directory, target, [...seen.keys()])
  if (entry === null) return deleted(target, true)
  if (!isAsSeen(entry, target, seen)) return drifted(entry, refused.problem.raw)
  return outcomeOf(target, await send(directory, entry.dn, null), false)
}

function send(directory: Directory, dn: string, assertion: AssertionControl | null): Promise<Sent> {
  return sendWrite(
    directory,
    null,
    (messageId, controls) => new DeleteRequest({ messageId, dn, controls }),
    assertion,
  )
}

function outcomeOf(target: Target, sent: Sent, atomic: boolean): WriteOutcome {
  if (sent.state !== 'answered') return failedOutcome(sent)
  if (sent.code === 0 || sent.code === notThere) return deleted(target, atomic)
  if (sent.code !== hasChildren) return failedOutcome(sent)
  const message = 'There are entries below it, and Bindery deletes no more than the one entry'
  const fix = 'Move or delete what is below it, then preview again.'
  return { state: 'refused', problem: { ...sent.problem, message, fix } }
}

function isAsSeen(entry: Entry, target: Target, seen: EntryValues): boolean {
  if (!isInPlace(entry, target)) return false
  return [...seen].every(([name, values]) => {
    const now = new Set(entry.attributes.get(name.toLowerCase()))
    return now.size === new Set(values).size && values.every((value) => now.has(value))
  })
}

/** Can these values stand in an assertion? Presence always can; bytes are left to the re-read. */
function isComparable(schema: Schema, name: string, values: readonly string[]): boolean {
  return (
    values.length === 0 ||
    (hasEquality(schema, name) && values.every((value) => !value.startsWith('base64:')))
  )
}

function seenFilter(
  directory: Directory,
  target: Target,
  seen: readonly (readonly [string, readonly string[]])[],
): string {
  const asserted = seen.flatMap(([attribute, values]) =>
    values.length === 0
      ? [writeFilter({ kind: 'not', filter: { kind: 'present', attribute } })]
      : values.map((value) => writeFilter({ kind: 'equality', attribute, value })),
  )
  return andFilter(stableIdFilter(directory, target.stableId), ...asserted)
}

function deleted(target: Target, atomic: boolean): WriteOutcome {
  return { state: 'done', atomic, dn: target.dn, stableId: target.stableId, after: null }
}
