import { filterAttributes, parseFilter } from '@bindery/contract/ldap-text'
import type { Directory } from '../directory.ts'
import { DirectoryError } from '../directory-error.ts'
import { resultProblem } from '../problems.ts'
import type { Changes, ChangesRequest, Touched } from '../types.ts'
import { askSearch } from '../wire/search.ts'
import { askSync } from '../wire/sync-search.ts'
import { contextsOf } from './contexts-of.ts'
import { parseCsnToken, syncCookie } from './csn-token.ts'
import { entryUuid } from './id-forms.ts'
import { IdSet } from './id-set.ts'
import { readThese } from './read-these.ts'
import { findUnmarked } from './unmarked-attributes.ts'

class TooMuch extends Error {}

type Unknown = { readonly why: string }

/** The server wants everything to be read again (RFC 4533 §2.6): e-syncRefreshRequired. */
const refreshRequired = 4096
export const unavailableCriticalExtension = 12

/**
 * What a server with OpenLDAP's syncprov overlay tells of what changed since a token (RFC 4533, refreshOnly): its cookie
 * is made of the very change numbers that the token is. Why it does not, in a sentence, where that would not be all.
 * Rejects with `DirectoryError`.
 */
export async function readSyncChanges(
  directory: Directory,
  request: ChangesRequest,
): Promise<Changes | Unknown> {
  const [since, now] = [parseCsnToken(request.since), parseCsnToken(request.now)]
  if (since.size === 0 || now.size === 0 || !directory.server.supports.changes)
    return { why: 'The server does not tell what changed: its syncprov overlay is not on.' }
  if ([...since].some(([sid, csn]) => (now.get(sid) ?? '') < csn))
    return { why: 'The server was taken back to an earlier state.' }
  const why = (await whyNotAll(directory, request)) ?? (await whyHidden(directory, request))
  if (why !== null) return { why }
  const touched = new Map<string, string | null>()
  const there = new IdSet()
  let restIsGone = false
  for (const context of contextsOf(directory, request.reads)) {
    const answer = await syncContext(
      directory,
      context,
      { ...request, since: syncCookie(since) },
      touched,
      there,
    )
    if ('why' in answer) return answer
    restIsGone ||= answer.restIsGone
  }
  return {
    these: (read, stableIds) => readThese(directory, read, stableIds),
    touched: () => pagesOf(touched),
    isThere: restIsGone ? (id) => touched.has(id) || isIn(there, id) : null,
    inScopeOnly: false,
  }
}

/** Why the change numbers of entries do not say all; null where they do. */
async function whyNotAll(directory: Directory, { reads, links }: ChangesRequest): Promise<string | null> {
  if (directory.server.stableIdAttribute.toLowerCase() !== 'entryuuid')
    return `The server names what was deleted by entryUUID, and entries are known by ${directory.server.stableIdAttribute}.`
  const schema = await directory.schema()
  if (schema.attribute('objectClass') === undefined) return 'The bind account cannot read the schema.'
  const read = reads.flatMap(({ filter, attributes }) => [
    ...filterAttributes(parseFilter(filter)),
    ...attributes,
  ])
  const unmarked = findUnmarked(schema, { read, links })
  return unmarked === ''
    ? null
    : `${unmarked} can change in an entry without the server marking the entry as changed.`
}

/** A server finds what changed by entryCSN, and leaves out without a word whose entryCSN the bind account may not search. */
async function whyHidden(directory: Directory, { reads }: ChangesRequest): Promise<string | null> {
  const places = new Set([
    ...contextsOf(directory, reads),
    ...reads.flatMap(({ bases }) => bases.map(({ dn }) => dn)),
  ])
  for (const base of places) {
    const filter = '(&(entryCSN=*)(entryUUID=*))'
    const { code, entries } = await askSearch(directory.wire, { base, scope: 'base', filter, attributes: [] })
    if (code !== 0 || entries.length === 0)
      return `The bind account may not search by entryCSN and entryUUID: ${base}.`
  }
  return null
}

async function syncContext(
  directory: Directory,
  base: string,
  { since, atMost }: ChangesRequest,
  touched: Map<string, string | null>,
  there: IdSet,
): Promise<{ readonly restIsGone: boolean } | Unknown> {
  const touch = (id: string, dn: string | null) => {
    touched.set(id, dn)
    if (touched.size > atMost) throw new TooMuch()
  }
  try {
    const { reply, restIsGone } = await askSync(
      directory.wire,
      { base, scope: 'sub', cookie: since },
      {
        changed: (id, dn) => touch(entryUuid.text(id), dn),
        unchanged: (ids) => ids.forEach((id) => there.add(id)),
        gone: (ids) =>
          ids.map((id) => entryUuid.text(id)).forEach((id) => touched.has(id) || touch(id, null)),
      },
    )
    if (reply.code === unavailableCriticalExtension)
      return { why: `The server does not tell what changed: its syncprov overlay is not on for ${base}.` }
    if (reply.code === refreshRequired) return { why: 'The server wants everything to be read again.' }
    if (reply.code !== 0)
      throw new DirectoryError(resultProblem('search', reply.code, reply.words), reply.code)
    return { restIsGone }
  } catch (error) {
    if (!(error instanceof TooMuch)) throw error
    return { why: 'Too much has changed.' }
  }
}

export async function* pagesOf(
  touched: ReadonlyMap<string, string | null>,
): AsyncGenerator<readonly Touched[], void> {
  yield await Promise.resolve(Array.from(touched, ([stableId, dn]) => ({ stableId, dn })))
}

function isIn(there: IdSet, stableId: string): boolean {
  const id = Buffer.alloc(16)
  return entryUuid.read(Buffer.from(stableId), id) && there.has(id)
}
