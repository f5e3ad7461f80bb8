import { dnKey, isUnder, sameDn, tryParseDn, writeDn } from '@bindery/contract/ldap-text'

/** Far more than there are places in a directory; beyond it, a place is not told. */
const mostPlaces = 5000
/** A place is worth telling when it has this share of them all. */
const most = 0.8

interface Place {
  readonly dn: string
  readonly depth: number
  count: number
}

/** Where linked entries were that a read did not return: the evidence for an OU that moved or that nobody may read. */
export class AbsencePlaces {
  #gone = 0
  #moved = 0
  readonly #from = new Map<string, Place>()
  readonly #to = new Map<string, Place>()

  /** `found`: where it is now; null when it is nowhere. One that no longer matches the filter has not moved. */
  note(last: string, found: string | null): void {
    if (found === null) {
      this.#gone += 1
      addPlaces(this.#from, last)
    } else if (!sameDn(last, found)) {
      this.#moved += 1
      addPlaces(this.#to, found)
    }
  }

  get absent(): { gone: number; moved: number } {
    return { gone: this.#gone, moved: this.#moved }
  }

  /** The deepest place below a search base that most of those had that are nowhere now. */
  originBelow(bases: readonly string[]): { dn: string; count: number } | null {
    return deepest(this.#from, this.#gone, (dn) => bases.some((base) => isUnder(base, dn)))
  }

  /** The deepest place outside the search bases that most of those have that moved. */
  destinationOutside(bases: readonly string[]): { dn: string; count: number } | null {
    return deepest(this.#to, this.#moved, (dn) =>
      bases.some((base) => isUnder(base, dn) || isUnder(dn, base)),
    )
  }
}

/** Counts an entry for every level above it. */
function addPlaces(places: Map<string, Place>, dn: string): void {
  const levels = tryParseDn(dn) ?? []
  for (let depth = levels.length - 1; depth > 0; depth -= 1) {
    const above = levels.slice(-depth)
    const key = dnKey(above)
    const place = places.get(key)
    if (place) place.count += 1
    else if (places.size < mostPlaces) places.set(key, { dn: writeDn(above), depth, count: 1 })
  }
}

function deepest(
  places: ReadonlyMap<string, Place>,
  total: number,
  tellsNothing: (dn: string) => boolean,
): { dn: string; count: number } | null {
  const [found] = [...places.values()]
    .filter(({ dn, count }) => count >= total * most && !tellsNothing(dn))
    .toSorted((a, b) => b.depth - a.depth)
  return found ? { dn: found.dn, count: found.count } : null
}
