import { writeFilter, type Filter } from '@bindery/contract/ldap-text'
import type { Directory } from '../directory.ts'
import { DirectoryError } from '../directory-error.ts'
import { failure } from '../problems.ts'
import type { AttributeValue, Entry } from '../types.ts'
import { readPages } from './read-pages.ts'

/**
 * Entries that have one of these values, in pages, wherever they are: under every naming context that can be searched.
 * Rejects with `DirectoryError` when a page failed: then it is not known whether there are more.
 */
export async function* lookFor(
  directory: Directory,
  values: readonly AttributeValue[],
  attributes: readonly string[],
): AsyncGenerator<readonly Entry[], void> {
  const { searchable } = directory.server
  if (searchable.length === 0)
    throw failure('insufficient_access', { message: 'The bind account can search no naming context' })
  const filters = values.map(({ attribute, value }): Filter =>
    value === null ? { kind: 'present', attribute } : { kind: 'equality', attribute, value },
  )
  for await (const item of readPages(directory, {
    bases: searchable.map((dn) => ({ dn, scope: 'subtree' })),
    filter: writeFilter({ kind: 'or', filters }),
    attributes,
  }))
    if ('entries' in item) yield item.entries
    else if (item.proof.error) throw new DirectoryError(item.proof.error)
}
