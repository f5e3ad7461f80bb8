import { isGlobalCatalog } from '@bindery/contract/words'
import { filterAttributes, parseFilter } from '@bindery/contract/ldap-text'
import type { Directory } from '../directory.ts'
import { DirectoryError } from '../directory-error.ts'
import type { Changes, ChangesRequest, Touched } from '../types.ts'
import { controlOids, ShowDeletedControl } from '../wire/controls.ts'
import { textValues } from '../wire/entry-values.ts'
import { askSearch } from '../wire/search.ts'
import { contextsOf } from './contexts-of.ts'
import { readPages } from './read-pages.ts'
import { readRootDse } from './read-root-dse.ts'
import { readThese } from './read-these.ts'
import { findUnstamped } from './unstamped-attributes.ts'
import { parseUsnToken } from './usn-token.ts'

/**
 * What a domain controller tells of what changed since a token, by uSNChanged (MS-ADTS §3.1.1.1.9). Why it does not,
 * in a sentence, where that would not be all. Rejects with `DirectoryError`.
 */
export async function readUsnChanges(
  directory: Directory,
  { since, now, reads, links }: ChangesRequest,
): Promise<Changes | { readonly why: string }> {
  const [before, current] = [parseUsnToken(since), parseUsnToken(now)]
  if (!before || !current) return { why: 'The server does not tell what changed.' }
  if (before.invocationId !== current.invocationId)
    return { why: 'Another domain controller answers than last time, or this one was set up again.' }
  if (current.usn < before.usn) return { why: 'The domain controller was taken back to an earlier state.' }
  if (isGlobalCatalog(directory.server.url))
    return { why: 'A global catalog answers, which does not have every change of every domain.' }
  const root = await readRootDse(directory, ['supportedControl', 'schemaNamingContext'])
  const unstamped = await findUnstamped(directory, root('schemaNamingContext')[0] ?? '', {
    read: reads.flatMap(({ filter, attributes }) => [
      ...filterAttributes(parseFilter(filter)),
      ...attributes,
    ]),
    links,
  })
  if (unstamped !== '')
    return { why: `${unstamped} can change in an entry without the server marking the entry as changed.` }
  const contexts = contextsOf(directory, reads)
  const control = new ShowDeletedControl(root('supportedControl').includes(controlOids.showRecycled))
  for (const context of contexts)
    if (!(await seesDeleted(directory, context, control)))
      return { why: `The bind account may not see what was deleted: CN=Deleted Objects,${context}.` }
  const changed = `(uSNChanged>=${before.usn})`
  return {
    these: (request, stableIds) => readThese(directory, request, stableIds),
    touched: () => readTouched(directory, contexts, changed, control),
    isThere: null,
    inScopeOnly: false,
  }
}

/**
 * Whether deletions can be seen. A search below a container that one may not read ends with success and finds nothing,
 * so it is the container itself that is asked for, and for a value of it: its name alone shows to anybody.
 */
async function seesDeleted(
  directory: Directory,
  context: string,
  control: ShowDeletedControl,
): Promise<boolean> {
  const reply = await askSearch(directory.wire, {
    base: `CN=Deleted Objects,${context}`,
    scope: 'base',
    filter: '(objectClass=*)',
    attributes: ['objectClass'],
    controls: [control],
  })
  return reply.code === 0 && reply.entries.some((entry) => textValues(entry, 'objectClass').length > 0)
}

async function* readTouched(
  directory: Directory,
  contexts: readonly string[],
  filter: string,
  control: ShowDeletedControl,
): AsyncGenerator<readonly Touched[], void> {
  for await (const item of readPages(directory, {
    bases: contexts.map((dn) => ({ dn, scope: 'subtree' })),
    filter,
    attributes: [],
    controls: [control],
  }))
    if ('entries' in item)
      yield item.entries.flatMap(({ dn, stableId }) => (stableId === null ? [] : [{ dn, stableId }]))
    else if (item.proof.error) throw new DirectoryError(item.proof.error)
}
