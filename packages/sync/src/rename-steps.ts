import { parseDn, writeDn } from '@bindery/contract/ldap-text'

/** An entry that is to have another name. */
export interface EntryRename {
  readonly id: number
  readonly stableId: string
  readonly dn: string
  readonly newDn: string
}
/** One request to rename. */
export type RenameStep = EntryRename

/**
 * The requests that rename entries of which each takes the name of the next, and the last that of the first: the first
 * goes out of the way under a temporary name, each of the others takes the name that has become free, and the first
 * takes its own last. One alone is simply renamed.
 */
export function renameSteps(circle: readonly EntryRename[]): RenameStep[] {
  return goRound(circle, (first) => {
    const aside = temporaryDn(first)
    return { away: { ...first, newDn: aside }, home: { ...first, dn: aside } }
  })
}

/** The first goes away, each of the others takes what has become free, and the first comes home. One alone needs no way. */
export function goRound<Step>(
  circle: readonly Step[],
  byWay: (first: Step) => { readonly away: Step; readonly home: Step },
): Step[] {
  const [first, ...others] = circle
  if (first === undefined || others.length === 0) return [...circle]
  const { away, home } = byWay(first)
  return [away, ...others.toReversed(), home]
}

/** A name beside its own that no other entry has, and that is the same whenever it is asked for. */
function temporaryDn({ dn, stableId }: Pick<EntryRename, 'dn' | 'stableId'>): string {
  const [[first, ...others] = [], ...place] = parseDn(dn)
  return writeDn([[{ type: first?.type ?? '', value: `moving-${stableId}` }, ...others], ...place])
}
