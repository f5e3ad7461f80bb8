/** A row that needs another. */
export interface Dependency {
  readonly id: number
  readonly dependsOn: number
}

/**
 * What follows from including or excluding rows: including takes in what they depend on, excluding leaves out what
 * depends on them, over any number of steps. The rows themselves are in the result.
 */
export function closeSelection(
  ids: Iterable<number>,
  include: boolean,
  dependencies: readonly Dependency[],
): Set<number> {
  const next = new Map<number, number[]>()
  for (const { id, dependsOn } of dependencies) {
    const [from, to] = include ? [id, dependsOn] : [dependsOn, id]
    const known = next.get(from)
    if (known) known.push(to)
    else next.set(from, [to])
  }
  const closed = new Set(ids)
  // A set iterates over what is added meanwhile.
  for (const id of closed) for (const following of next.get(id) ?? []) closed.add(following)
  return closed
}
