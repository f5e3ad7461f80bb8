import { isGlobalCatalog } from '@bindery/contract'
import { andFilter, filterAttributes, isUnder, parseFilter } from '@bindery/contract/ldap-text'
import type { Directory } from '../directory.ts'
import { DirectoryError } from '../directory-error.ts'
import type { Changes, ChangesRequest, ReadRequest, Touched } from '../types.ts'
import { controlOids, ShowDeletedControl } from '../wire/controls.ts'
import { textValues } from '../wire/entry-values.ts'
import { askSearch } from '../wire/search.ts'
import { stableIdFilter } from './find-entry.ts'
import { readPages } from './read-pages.ts'
import { readRootDse } from './read-root-dse.ts'
import { findUnstamped } from './unstamped-attributes.ts'
import { parseUsnToken } from './usn-token.ts'

/**
 * What a domain controller tells of what changed since a token, by uSNChanged (MS-ADTS §3.1.1.1.9). Why it does not,
 * in a sentence, where that would not be all. Rejects with `DirectoryError`.
 */
export async function readChanges(
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
  }
}

/** The naming contexts that hold these search bases: no entry leaves one, other than for Deleted Objects within it. */
function contextsOf({ server }: Directory, reads: readonly Pick<ReadRequest, 'bases'>[]): string[] {
  const holding = reads.flatMap(({ bases }) =>
    bases.map(
      ({ dn }) =>
        server.namingContexts
          .filter((context) => isUnder(dn, context))
          .toSorted((a, b) => b.length - a.length)[0] ?? dn,
    ),
  )
  return [...new Set(holding)]
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

/** Nobody's objectGUID: asked for, it proves all the same that the bases can be searched. */
const nobody = '00000000-0000-0000-0000-000000000000'

function readThese(directory: Directory, request: ReadRequest, stableIds: readonly string[]) {
  const asked = stableIds.length === 0 ? [nobody] : stableIds
  const ids = `(|${asked.map((id) => stableIdFilter(directory, id)).join('')})`
  return readPages(directory, { ...request, filter: andFilter(request.filter, ids) })
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
