import { dnKey } from '@bindery/contract/ldap-text'
import type { Entry } from '@bindery/directory'
import type { SubjectRead } from './preview-job.ts'

/** Counts a page's entries for the search base that each is under, the first one where bases overlap. */
export function countBases(read: SubjectRead, entries: readonly Entry[]): void {
  for (const entry of entries) {
    const base = read.perBase[baseOf(read, entry.dn)]
    if (base) base.entries += 1
  }
}

/** The place of the search base that an entry counts for; -1: none. */
export function baseOf({ perBase }: SubjectRead, dn: string): number {
  if (perBase.length < 2) return perBase.length - 1
  const key = dnKey(dn)
  return perBase.findIndex((one) => key === one.key || key.endsWith(`,${one.key}`))
}

/** Every base with no entries yet. */
export const emptyCounts = (bases: SubjectRead['bases']) =>
  bases.map(({ dn }) => ({ dn, key: dnKey(dn), entries: 0 }))
