/** Somebody who gives one name up and takes another. Names are comparison keys. */
export interface Rename {
  readonly id: number
  readonly from: string | null
  readonly to: string
}

/**
 * The order in which renames can be made although a name belongs to one at a time: whoever frees a name comes before
 * whoever takes it. Those who wait for each other in a circle are one group, to be made together.
 */
export function orderRenames(renames: readonly Rename[]): number[][] {
  const byId = new Map(renames.map((rename) => [rename.id, rename]))
  const holders = new Map(renames.map((rename) => [rename.from, rename.id]))
  const waitsFor = (id: number): number | undefined => {
    const holder = holders.get(byId.get(id)?.to ?? null)
    return holder === id ? undefined : holder
  }
  const placed = new Set<number>()
  const order: number[][] = []
  for (const { id } of renames) {
    const chain: number[] = []
    let next: number | undefined = id
    while (next !== undefined && !placed.has(next) && !chain.includes(next)) {
      chain.push(next)
      next = waitsFor(next)
    }
    const circle = next === undefined || placed.has(next) ? chain.length : chain.indexOf(next)
    if (circle < chain.length) order.push(chain.slice(circle))
    for (const one of chain.slice(0, circle).toReversed()) order.push([one])
    for (const one of chain) placed.add(one)
  }
  return order
}

/** Those that are in nobody's way, and then, in their order, those that need a name which one of all these gives up. */
export function splitRenames(renames: readonly Rename[]): { free: number[]; waiting: number[][] } {
  const givenUp = new Set(renames.map(({ from }) => from))
  const waiting = renames.filter(({ from, to }) => from !== to && givenUp.has(to))
  const waits = new Set(waiting.map(({ id }) => id))
  return {
    free: renames.flatMap(({ id }) => (waits.has(id) ? [] : [id])),
    waiting: orderRenames(waiting),
  }
}
