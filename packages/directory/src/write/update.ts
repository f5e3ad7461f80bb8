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
import { currentEntry, drifted, mayAssert } from './target-entry.ts'

/** The server's ways to say that the entry is not as the request supposes: 16, 20, 122. */
const suppositions = new Set([16, 20, 122])

/**
 * Applies value deltas to one entry. Old values are deleted exactly and new ones added in one modify; where there was
 * no value the assertion control (RFC 4528) demands that there still is none. Attributes without an equality rule are
 * compared as just read and replaced: then, and where assertions are not served, the outcome is not `atomic`.
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
    return write(directory, { schema, entry, deltas, names })
  })
}

interface Checked {
  readonly schema: Schema
  /** As read just before; the deltas fit it. */
  readonly entry: Entry
  readonly deltas: readonly AttributeDelta[]
  readonly names: readonly string[]
}

async function write(directory: Directory, checked: Checked): Promise<WriteOutcome> {
  const { schema, entry, deltas, names } = checked
  const blind = deltas.filter((delta) => !hasEquality(schema, delta.attribute))
  const absent = deltas.filter(needsAbsence)
  const assertion =
    absent.length > 0 && mayAssert(directory, schema, entry)
      ? new AssertionControl(absenceFilter(directory, entry, absent))
      : null
  const changes = deltas.flatMap((delta) =>
    blind.includes(delta) ? replaceChanges(delta, entry) : deltaChanges(delta),
  )
  const guarded = deltas.every((delta) => (needsAbsence(delta) ? assertion !== null : !blind.includes(delta)))
  const sent = await modify(directory, entry, names, changes, assertion)
  if (sent.state === 'answered' && sent.code === 0) return done(entry, sent.after, guarded)
  if (sent.state === 'answered' && (suppositions.has(sent.code) || sent.code === 18))
    return writeUnguarded(directory, checked, sent)
  return failedOutcome(sent)
}

/**
 * The server said that the entry is another than supposed: true only if a re-read says so too. Otherwise the guard
 * itself failed (the unique overlay answers 122 to every assertion; 18 means values that cannot be compared), and the
 * write is made on what was just read.
 */
async function writeUnguarded(
  directory: Directory,
  { schema, entry: before, deltas, names }: Checked,
  refused: Extract<Sent, { state: 'answered' }>,
): Promise<WriteOutcome> {
  const target = { dn: before.dn, stableId: before.stableId ?? '' }
  const entry = await currentEntry(directory, target, names)
  if (entry === null) return drifted(null, before.dn)
  if (deltas.every((delta) => isDone(entry, delta))) return done(entry, entry, true)
  if (!deltas.every((delta) => stillHolds(entry, delta))) return drifted(entry, refused.problem.raw)
  if (refused.code === 16 || refused.code === 20) return failedOutcome(withReason(refused, schema, names))
  const changes = deltas.flatMap((delta) =>
    refused.code === 18 || !hasEquality(schema, delta.attribute)
      ? replaceChanges(delta, entry)
      : deltaChanges(delta),
  )
  const sent = await modify(directory, entry, names, changes, null)
  return sent.state === 'answered' && sent.code === 0 ? done(entry, sent.after, false) : failedOutcome(sent)
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

function absenceFilter(directory: Directory, entry: Entry, absent: readonly AttributeDelta[]): string {
  const none = absent.map(({ attribute }) =>
    writeFilter({ kind: 'not', filter: { kind: 'present', attribute } }),
  )
  return andFilter(stableIdFilter(directory, entry.stableId ?? ''), ...none)
}

function done(entry: Entry, after: Entry | null, atomic: boolean): WriteOutcome {
  return { state: 'done', atomic, dn: entry.dn, stableId: entry.stableId ?? '', after }
}
