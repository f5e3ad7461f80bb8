import { isUnder } from '@bindery/contract/ldap-text'
import type { Directory } from '../directory.ts'
import type { ReadRequest } from '../types.ts'

/** The naming contexts that hold these search bases: no entry leaves one, other than for Deleted Objects within it. */
export function contextsOf({ server }: Directory, reads: readonly Pick<ReadRequest, 'bases'>[]): string[] {
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
