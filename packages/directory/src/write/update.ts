import { andFilter, writeFilter } from '@bindery/contract/ldap-text'
import type { Schema } from '@bindery/contract/ldap-text'
import { ModifyRequest, type Change } from 'ldapts'
import type { Directory } from '../directory.ts'
import { problem } from '../problems.ts'
import { stableIdFilter } from '../read/find-entry.ts'
import type { AttributeDelta, Entry, Target, WriteOutcome } from '../types.ts'
import { AssertionControl } from '../wire/controls.ts'
import { deltaChanges, hasEquality, isDone, needsAbsence, replaceChanges, stillHolds } from './deltas.ts'
import { asOutcome, failedOutcome, sendWrite, type Sent } from './send-write.ts'
import { currentEntry, drifted, isInPlace, mayAssert, noteVain } from './target-entry.ts'

/** The server's ways to say that the entry is not as the request supposes: 16, 20, 122. */
const suppositions = new Set([16, 20, 122])
const incomparable = 18
/** Each doubt leads to one write more; of an entry that moves before each of them that many are enough. */
const mostWrites = 5

/**
 * Applies value deltas to one entry. Old values are deleted exactly and new ones added in one modify; the assertion
 * control (RFC 4528) demands that it is still this entry, and that there still is no value where there was none.
 * Attributes without an equality rule are compared as just read and replaced: then, and where absence cannot be
 * asserted, the outcome is not `atomic`. `mayAssert` tells of the race that is left without an assertion.
 */
export function update(
  directory: Directory,
  target: Target,
  deltas: readonly AttributeDelta[],
): Promise<WriteOutcome> {
  return asOutcome(async () => {
    const names = deltas.map((delta) => delta.attribute)
    const schema = await directory.schema()
    const entry = await currentEntry(directory, target, names)
    if (entry === null) return drifted(null, target.dn)
    if (deltas.every((delta) => isDone(entry, delta))) return done(entry, entry, true)
    if (!deltas.every((delta) => stillHolds(entry, delta))) return drifted(entry, entry.dn)
    return write(directory, { schema, entry, deltas, names, replaceAll: false, writes: 1 })
  })
}

interface Checked {
  readonly schema: Schema
  /** As read just before; the deltas fit it. */
  readonly entry: Entry
  readonly deltas: readonly AttributeDelta[]
  readonly names: readonly string[]
  /** The server cannot compare these values, whatever its schema says. */
  readonly replaceAll: boolean
  /** How many there are with this one. */
  readonly writes: number
}

async function write(directory: Directory, checked: Checked): Promise<WriteOutcome> {
  const { schema, entry, deltas, names, replaceAll } = checked
  const blind = deltas.filter((delta) => replaceAll || !hasEquality(schema, delta.attribute))
  const changes = deltas.flatMap((delta) =>
    blind.includes(delta) ? replaceChanges(delta, entry) : deltaChanges(delta),
  )
  const brought = changes.flatMap(({ operation, modification }) =>
    operation === 'delete' ? [] : modification.type,
  )
  const asserted = mayAssert(directory, schema, entry, brought)
  const guarded = deltas.every((delta) => (needsAbsence(delta) ? asserted : !blind.includes(delta)))
  const assertion = asserted ? new AssertionControl(supposed(directory, entry, deltas)) : null
  const sent = await modify(directory, entry, names, changes, assertion)
  if (sent.state !== 'answered') return failedOutcome(sent)
  if (sent.code === 0) return done(entry, sent.after, guarded)
  const isDoubted = suppositions.has(sent.code) || (sent.code === incomparable && !replaceAll)
  return isDoubted && checked.writes < mostWrites
    ? writeAgain(directory, checked, sent, asserted ? brought : null)
    : failedOutcome(sent)
}

/**
 * The server said that the entry is another than supposed: true only if a re-read says so too. If it moved, it is
 * written to where it is now. Otherwise the guard itself failed (`brought`: the assertion was vain for these attributes;
 * null: there was none), and the write is made without it.
 */
async function writeAgain(
  directory: Directory,
  checked: Checked,
  refused: Extract<Sent, { state: 'answered' }>,
  brought: readonly string[] | null,
): Promise<WriteOutcome> {
  const { schema, entry: before, deltas, names } = checked
  const writes = checked.writes + 1
  const target = { dn: before.dn, stableId: before.stableId ?? '' }
  const entry = await currentEntry(directory, target, names)
  if (entry === null) return drifted(null, before.dn)
  if (deltas.every((delta) => isDone(entry, delta))) return done(entry, entry, true)
  if (!deltas.every((delta) => stillHolds(entry, delta))) return drifted(entry, refused.problem.raw)
  if (!isInPlace(entry, target)) return write(directory, { ...checked, entry, writes })
  if (refused.code === incomparable) return write(directory, { ...checked, entry, writes, replaceAll: true })
  if (refused.code === 16 || refused.code === 20) return failedOutcome(withReason(refused, schema, names))
  if (brought === null) return failedOutcome(refused)
  noteVain(directory, brought)
  return write(directory, { ...checked, entry, writes })
}

/**
 * 16 and 20 of an entry that is as supposed say something else. Active Directory calls an attribute that nobody knows an
 * absent one, and a second value where one may be one that is there.
 */
function withReason(
  refused: Extract<Sent, { state: 'answered' }>,
  schema: Schema,
  names: readonly string[],
): Sent {
  const known = names.every((name) => schema.attribute(name) !== undefined)
  const { raw } = refused.problem
  return { ...refused, problem: problem(known ? 'constraint_violation' : 'undefined_attribute', { raw }) }
}

function modify(
  directory: Directory,
  entry: Entry,
  names: readonly string[],
  changes: Change[],
  assertion: AssertionControl | null,
): Promise<Sent> {
  return sendWrite(
    directory,
    names,
    (messageId, controls) => new ModifyRequest({ messageId, dn: entry.dn, changes, controls }),
    assertion,
  )
}

/** What the assertion says: this entry, and none of the values that must be absent. */
function supposed(directory: Directory, entry: Entry, deltas: readonly AttributeDelta[]): string {
  const none = deltas
    .filter(needsAbsence)
    .map(({ attribute }) => writeFilter({ kind: 'not', filter: { kind: 'present', attribute } }))
  return andFilter(stableIdFilter(directory, entry.stableId ?? ''), ...none)
}

function done(entry: Entry, after: Entry | null, atomic: boolean): WriteOutcome {
  return { state: 'done', atomic, dn: entry.dn, stableId: entry.stableId ?? '', after }
}
