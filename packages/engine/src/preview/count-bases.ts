import { dnKey } from '@bindery/contract/ldap-text'
import type { Entry } from '@bindery/directory'
import type { SubjectRead } from './preview-job.ts'

/** Counts a page's entries for the search base that each is under, the first one where bases overlap. */
export function countBases(read: SubjectRead, entries: readonly Entry[]): void {
  const [only, ...more] = read.perBase
  if (only && more.length === 0) only.entries += entries.length
  else
    for (const entry of entries) {
      const key = dnKey(entry.dn)
      const base = read.perBase.find((one) => key === one.key || key.endsWith(`,${one.key}`))
      if (base) base.entries += 1
    }
}

/** Every base with no entries yet. */
export const emptyCounts = (bases: SubjectRead['bases']) =>
  bases.map(({ dn }) => ({ dn, key: dnKey(dn), entries: 0 }))
