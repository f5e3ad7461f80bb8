import type { SrvRecord } from 'node:dns'

/**
 * Service records in the order to try them (RFC 2782): the lowest priority first, among equals by chance, with odds by
 * weight. `random` gives numbers from 0 up to 1.
 */
export function orderByWeight(records: readonly SrvRecord[], random: () => number): SrvRecord[] {
  const left = records.toSorted((a, b) => a.priority - b.priority || a.weight - b.weight)
  const ordered: SrvRecord[] = []
  for (let first = left[0]; first !== undefined; first = left[0]) {
    const { priority } = first
    const equals = left.filter((record) => record.priority === priority)
    let drawn = random() * equals.reduce((sum, { weight }) => sum + weight, 0)
    const chosen = equals.find(({ weight }) => (drawn -= weight) <= 0) ?? first
    ordered.push(chosen)
    left.splice(left.indexOf(chosen), 1)
  }
  return ordered
}
