import { DirectoryError } from '../directory-error.ts'
import { failure, resultProblem } from '../problems.ts'
import { askSearch } from '../wire/search.ts'
import type { Wire } from '../wire/wire.ts'
import type { EntryReader, MutableEntry, OpenRange } from './entry-reader.ts'

/**
 * Reads what is missing of an attribute that the server serves in ranges (`member;range=1500-*`), into the entry.
 * Rejects with `DirectoryError` when a range is refused, empty or of another attribute: then values are missing.
 */
export async function completeRanges(
  wire: Wire,
  reader: EntryReader,
  entry: MutableEntry,
  ranges: readonly OpenRange[],
): Promise<void> {
  for (const range of ranges) {
    let next: number | null = range.next
    while (next !== null) next = await readRange(wire, reader, entry, range, next)
  }
}

async function readRange(
  wire: Wire,
  reader: EntryReader,
  entry: MutableEntry,
  range: OpenRange,
  next: number,
): Promise<number | null> {
  const reply = await askSearch(wire, {
    base: entry.dn,
    scope: 'base',
    filter: '(objectClass=*)',
    attributes: [`${range.attribute};range=${next}-*`],
  })
  if (reply.code !== 0) throw new DirectoryError(resultProblem('search', reply.code, reply.words), reply.code)
  const [found] = reply.entries
  const more = found === undefined ? undefined : reader.read(found)
  const key = range.keys[0] ?? range.attribute
  const values = more?.entry.attributes.get(key) ?? []
  const open = more?.ranges.find((one) => one.attribute === range.attribute)
  if (more === undefined || values.length === 0 || (open !== undefined && open.next <= next))
    throw failure('unknown', {
      message: `Values ${next} and up of ${range.attribute} are missing`,
      fix: 'Try again; the entry may have changed while it was read.',
      raw: entry.dn,
    })
  entry.append(range.keys, more.entry)
  return open === undefined ? null : open.next
}
