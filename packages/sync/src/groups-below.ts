/**
 * The groups that a group holds, through however many others, each once and never itself: a circle ends where it began.
 * The deepest come first: but for circles, each follows all that it holds. `nested`: what each group holds directly.
 */
export function groupsBelow<Group>(start: Group, nested: ReadonlyMap<Group, readonly Group[]>): Group[] {
  const seen = new Set([start])
  const below: Group[] = []
  const path = [{ group: start, held: (nested.get(start) ?? []).values() }]
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const { value: next, done } = top.held.next()
    if (done === true) {
      if (top.group !== start) below.push(top.group)
      path.pop()
    } else if (!seen.has(next)) {
      seen.add(next)
      path.push({ group: next, held: (nested.get(next) ?? []).values() })
    }
  }
  return below
}
