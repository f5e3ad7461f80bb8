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
 * May its writes carry an assertion? Not a group's: with the memberof overlay a true one leaves memberOf wrong. A
 * group is what may have members by its classes.
 */
export function mayAssert(directory: Directory, schema: Schema, entry: Entry): boolean {
  if (!directory.server.supports.assertion) return false
  const classes = entry.attributes.get('objectclass') ?? []
  if (classes.length === 0 || classes.some((name) => /group/i.test(name))) return false
  const allowed = [...schema.mustOf(classes), ...schema.mayOf(classes)].map((name) => name.toLowerCase())
  return !allowed.some((name) => ['member', 'uniquemember', 'memberuid'].includes(name))
}

/** Is it where the preview saw it? */
export function isInPlace(entry: Entry, target: Target): boolean {
  return dnKey(entry.dn) === dnKey(target.dn)
}
