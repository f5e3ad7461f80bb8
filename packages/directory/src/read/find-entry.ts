import { dnKey, writeFilter } from '@bindery/contract/ldap-text'
import type { Directory } from '../directory.ts'
import { DirectoryError } from '../directory-error.ts'
import { failure, resultProblem } from '../problems.ts'
import { stableIdValue } from '../stable-id.ts'
import type { Entry, Target } from '../types.ts'
import { askSearch } from '../wire/search.ts'
import { completeRanges } from './complete-ranges.ts'
import { createEntryReader, type MutableEntry } from './entry-reader.ts'
import { groupSidAttribute, primaryMembers } from './primary-members.ts'
import { readPages } from './read-pages.ts'

const idsPerSearch = 100
const searchesInFlight = 4

/** The filter that matches one stable id. */
export function stableIdFilter(directory: Directory, stableId: string): string {
  const attribute = directory.server.stableIdAttribute
  return writeFilter({ kind: 'equality', attribute, value: stableIdValue(attribute, stableId) })
}

/**
 * The entries with these stable ids, by stable id, wherever they are: 100 per search under every naming context that
 * can be searched. Rejects with `DirectoryError` if any search did: then absence is not known.
 */
export async function lookUp(
  directory: Directory,
  stableIds: readonly string[],
  attributes: readonly string[],
): Promise<Map<string, Entry>> {
  const { searchable } = directory.server
  if (searchable.length === 0)
    throw failure('insufficient_access', { message: 'The bind account can search no naming context' })
  const jobs = searchable.flatMap((base) => chunks(stableIds, idsPerSearch).map((ids) => ({ base, ids })))
  const primary = primaryMembers(directory, attributes, (people) => readPages(directory, people))
  const asked = primary === null ? attributes : [...attributes, groupSidAttribute]
  const found = new Map<string, MutableEntry>()
  const work = async () => {
    for (let job = jobs.pop(); job !== undefined; job = jobs.pop()) {
      const filters = job.ids.map((id) => stableIdFilter(directory, id))
      for (const entry of await search(directory, job.base, 'sub', `(|${filters.join('')})`, asked))
        if (entry.stableId !== null) found.set(entry.stableId, entry)
    }
  }
  await Promise.all(Array.from({ length: searchesInFlight }, work))
  const lost = await primary?.([...found.values()])
  if (lost) throw new DirectoryError(lost)
  return found
}

/** One entry as of now: at its DN if it is still there, else wherever its stable id is; null when nowhere. */
export async function findEntry(
  directory: Directory,
  target: Target,
  attributes: readonly string[],
): Promise<Entry | null> {
  const here = await search(
    directory,
    target.dn,
    'base',
    stableIdFilter(directory, target.stableId),
    attributes,
  )
  if (here[0] !== undefined) return here[0]
  return (await lookUp(directory, [target.stableId], attributes)).get(target.stableId) ?? null
}

/** The entry at a DN whoever it is; null when there is none. */
export async function entryAt(
  directory: Directory,
  dn: string,
  attributes: readonly string[],
): Promise<Entry | null> {
  const [entry] = await search(directory, dn, 'base', '(objectClass=*)', attributes)
  return entry !== undefined && dnKey(entry.dn) === dnKey(dn) ? entry : null
}

/** Entries of an unpaged search, ranges completed. No such base is nothing found in a `base` search only. */
async function search(
  directory: Directory,
  base: string,
  scope: 'base' | 'sub',
  filter: string,
  attributes: readonly string[],
): Promise<MutableEntry[]> {
  const reader = createEntryReader(await directory.schema(), directory.server.stableIdAttribute, attributes)
  const reply = await askSearch(directory.wire, {
    base,
    scope,
    filter,
    attributes: reader.attributes,
  })
  if (scope === 'base' && reply.code === 32) return []
  if (reply.code !== 0) throw new DirectoryError(resultProblem('search', reply.code, reply.words), reply.code)
  const entries: MutableEntry[] = []
  for (const sent of reply.entries) {
    const { entry, ranges } = reader.read(sent)
    if (ranges.length > 0) await completeRanges(directory.wire, reader, entry, ranges)
    entries.push(entry)
  }
  return entries
}

function chunks<Item>(items: readonly Item[], size: number): Item[][] {
  const parts: Item[][] = []
  for (let at = 0; at < items.length; at += size) parts.push(items.slice(at, at + size))
  return parts
}
