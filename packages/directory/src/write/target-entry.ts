import { dnKey } from '@bindery/contract/ldap-text'
import type { Schema } from '@bindery/contract/ldap-text'
import type { Directory } from '../directory.ts'
import { problem } from '../problems.ts'
import { findEntry } from '../read/find-entry.ts'
import type { Entry, Target, WriteOutcome } from '../types.ts'

export type Drifted = Extract<WriteOutcome, { state: 'drifted' }>

/** The row does not fit what is there now. */
export function drifted(entry: Entry | null, raw: string): Drifted {
  return {
    state: 'drifted',
    problem: entry === null ? problem('not_there', { raw }) : problem('drifted', { raw }),
  }
}

/** The entry to write to, with these attributes and its classes: found by stable id, so never another one at its DN. */
export function currentEntry(
  directory: Directory,
  target: Target,
  attributes: readonly string[],
): Promise<Entry | null> {
  return findEntry(directory, target, [...attributes, 'objectClass'])
}

/**
 * May a write to it that brings values of these attributes carry an assertion? Not a group's: with the memberof overlay a
 * true one leaves memberOf wrong. A group is what may have members by its classes. Nor where one was vain before: the
 * unique overlay answers 122 to every assertion on what it guards.
 *
 * Without one a race remains: an entry that is deleted and made anew under the same name, with the
 * same values, between the last read of it and the write takes what was meant for the one that is gone.
 */
export function mayAssert(
  directory: Directory,
  schema: Schema,
  entry: Entry,
  brought: readonly string[] = [],
): boolean {
  if (!directory.server.supports.assertion || isVain(directory, brought)) return false
  const classes = entry.attributes.get('objectclass') ?? []
  if (classes.length === 0 || classes.some((name) => /group/i.test(name))) return false
  const allowed = [...schema.mustOf(classes), ...schema.mayOf(classes)].map((name) => name.toLowerCase())
  return !allowed.some((name) => ['member', 'uniquemember', 'memberuid'].includes(name))
}

/**
 * The server said of a true assertion that it is not (122), on a write that brought values of these attributes: for the
 * rest of the session none is sent with a write that brings all of them, since it would only cost two more requests.
 */
export function noteVain(directory: Directory, brought: readonly string[]): void {
  if (!isVain(directory, brought)) directory.vainAssertions.push(keysOf(brought))
}

function isVain({ vainAssertions }: Directory, brought: readonly string[]): boolean {
  const keys = keysOf(brought)
  return vainAssertions.some((vain) => vain.isSubsetOf(keys))
}

const keysOf = (names: readonly string[]) => new Set(names.map((name) => name.toLowerCase()))

/** Is it where the preview saw it? */
export function isInPlace(entry: Entry, target: Target): boolean {
  return dnKey(entry.dn) === dnKey(target.dn)
}
