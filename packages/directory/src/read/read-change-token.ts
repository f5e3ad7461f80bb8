import type { Directory } from '../directory.ts'
import { textValues } from '../wire/entry-values.ts'
import { searchAll } from '../wire/search.ts'

/** The contextCSN values (one per master) of every searchable naming context, sorted and joined; '' where not served. */
export async function readChangeToken(directory: Directory): Promise<string> {
  const tokens = await Promise.all(
    directory.server.searchable.map(async (base) => {
      const attributes = ['contextCSN']
      const found = await searchAll(directory.wire, {
        base,
        scope: 'base',
        filter: '(objectClass=*)',
        attributes,
      })
      return found.flatMap((entry) => textValues(entry, 'contextCSN'))
    }),
  )
  return tokens.flat().sort().join(' ')
}
