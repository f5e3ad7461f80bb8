import type { SearchBase } from '@bindery/contract'
import { isUnder } from '@bindery/contract/ldap-text'
import type { Control } from 'ldapts'
import { whoAmI } from '../connect/describe-server.ts'
import type { Directory } from '../directory.ts'
import { DirectoryError } from '../directory-error.ts'
import type { Entry, ReadItem, ReadRequest } from '../types.ts'
import { askSearch, nextCookie } from '../wire/search.ts'
import type { Reply } from '../wire/wire.ts'
import { baseError } from './assert-bases.ts'
import { completeRanges } from './complete-ranges.ts'
import { createEntryReader, type EntryReader, type MutableEntry } from './entry-reader.ts'
import { groupSidAttribute, primaryMembers } from './primary-members.ts'
import { createProof, type ProofNotes } from './prove-read.ts'

/** A group weighs as much as its members: memory is bounded by a page. */
const groupsPerPage = 20

interface PagesRequest extends ReadRequest {
  /** Sent with every page. */
  readonly controls?: readonly Control[]
}

/**
 * Streams every page of every base and ends with the proof. A failed page ends it: the proof has the error. The next
 * page is asked for before this one is handed out, so two pages are in memory at most. One read at a time per session:
 * OpenLDAP keeps one paged search per connection.
 */
export async function* readPages(
  directory: Directory,
  request: PagesRequest,
): AsyncGenerator<ReadItem, void> {
  const notes: ProofNotes = {
    pages: 0,
    entries: 0,
    referrals: [],
    knownReferrals: request.knownReferrals === undefined ? [] : request.knownReferrals,
    error: null,
    lostRange: null,
    lostPrimary: null,
    base: null,
  }
  try {
    yield* pagesOfBases(directory, request, notes)
  } catch (error) {
    if (!(error instanceof DirectoryError)) throw error
    notes.error = error.problem
    notes.resultCode = error.resultCode
  }
  yield { proof: createProof(directory.server, notes, await identityNow(directory)) }
}

async function* pagesOfBases(
  directory: Directory,
  request: PagesRequest,
  notes: ProofNotes,
): AsyncGenerator<ReadItem, void> {
  const primary =
    request.subject === 'groups'
      ? primaryMembers(directory, request.attributes, (people) => readPages(directory, people))
      : null
  const reader = createEntryReader(await directory.schema(), directory.server.stableIdAttribute, [
    ...request.attributes,
    ...(primary === null ? [] : [groupSidAttribute]),
  ])
  const seen = overlap(request.bases) ? new Set<string>() : null
  for (const [index, base] of request.bases.entries())
    for await (const reply of pagesOfBase(directory, request, reader.attributes, base)) {
      if (reply.code !== 0) {
        if (reply.code === 32) notes.base = base.dn
        throw baseError(reply, base.dn, `${request.subject ?? 'people'}.bases.${index}`)
      }
      notes.pages += 1
      notes.referrals.push(...reply.referrals)
      const entries = await entriesOf(directory, reader, reply, notes)
      const fresh = seen === null ? entries : entries.filter((entry) => isFresh(seen, entry))
      notes.entries += fresh.length
      if (fresh.length === 0) continue
      notes.lostPrimary ??= (await primary?.(fresh)) ?? null
      yield { entries: fresh }
    }
}

/** Pages as they are answered: the next one is asked for before this one is handed out. The last may be an error. */
export async function* pagesOfBase(
  directory: Directory,
  request: Pick<PagesRequest, 'subject' | 'filter' | 'controls'>,
  attributes: readonly string[],
  base: SearchBase,
): AsyncGenerator<Reply, void> {
  const size = request.subject === 'groups' ? Math.min(directory.pageSize, groupsPerPage) : directory.pageSize
  const ask = (cookie: Buffer | null) =>
    askSearch(
      directory.wire,
      {
        base: base.dn,
        scope: base.scope === 'one_level' ? 'one' : 'sub',
        filter: request.filter,
        attributes,
        controls: request.controls ?? [],
      },
      directory.server.supports.paging ? { size, cookie } : undefined,
    )
  let asked: Promise<Reply> | null = ask(null)
  try {
    while (asked !== null) {
      const reply: Reply = await asked
      const cookie = reply.code === 0 ? nextCookie(reply) : null
      asked = cookie === null ? null : ask(cookie)
      // Waited for in the next turn: until then its failure must not count as unhandled.
      asked?.catch(() => undefined)
      yield reply
    }
  } finally {
    // Left early: the page on its way is awaited, since a server keeps one paged search per connection.
    await asked?.catch(() => undefined)
  }
}

async function entriesOf(
  directory: Directory,
  reader: EntryReader,
  reply: Reply,
  notes: ProofNotes,
): Promise<MutableEntry[]> {
  const entries: MutableEntry[] = []
  for (const sent of reply.entries) {
    const { entry, ranges } = reader.read(sent)
    entries.push(entry)
    for (const range of ranges)
      try {
        await completeRanges(directory.wire, reader, entry, [range])
      } catch (error) {
        if (!(error instanceof DirectoryError)) throw error
        // Part of the values would look like removals: none of them is handed out.
        entry.lose(range.keys)
        notes.lostRange ??= error.problem
      }
  }
  return entries
}

function isFresh(seen: Set<string>, entry: Entry): boolean {
  const key = entry.stableId ?? entry.dn
  if (seen.has(key)) return false
  seen.add(key)
  return true
}

function overlap(bases: readonly SearchBase[]): boolean {
  return bases.some((one, index) => bases.some((other, at) => at !== index && isUnder(one.dn, other.dn)))
}

/** Who the server takes us for now; null when it cannot be asked any more. */
async function identityNow(directory: Directory): Promise<string | null> {
  if (!directory.wire.alive()) return null
  if (!directory.server.servesWhoAmI) return directory.server.boundAs
  try {
    const identity = await whoAmI(directory.wire)
    // A domain controller tells an account by another name than its DN.
    return identity === directory.server.identity ? directory.server.boundAs : identity
  } catch (error) {
    if (!(error instanceof DirectoryError)) throw error
    return null
  }
}
