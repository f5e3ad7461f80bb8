import type { SearchBase } from '@bindery/contract'
import { DirectoryError } from '../directory-error.ts'
import { resultProblem } from '../problems.ts'
import { askSearch } from '../wire/search.ts'
import type { Reply, Wire } from '../wire/wire.ts'

/** Whose search bases these are, for the field of a problem. */
export type BaseSubject = 'people' | 'groups'

/** Rejects with `DirectoryError` for the first search base that is not there, or not for this account. */
export async function assertBases(
  wire: Wire,
  bases: readonly SearchBase[],
  subject: BaseSubject,
): Promise<void> {
  for (const [index, { dn }] of bases.entries()) {
    const reply = await askSearch(wire, {
      base: dn,
      scope: 'base',
      filter: '(objectClass=*)',
      attributes: [],
    })
    if (reply.code !== 0) throw baseError(reply, dn, `${subject}.bases.${index}`)
  }
}

/** What a search's refusal means; one that is about its base names the base and its field. */
export function baseError(reply: Reply, dn: string, field: string): DirectoryError {
  const mapped = resultProblem('search', reply.code, reply.words)
  const ofBase = ['base_not_found', 'base_invalid', 'referral', 'insufficient_access'].includes(mapped.code)
  return new DirectoryError(
    ofBase ? { ...mapped, message: `${mapped.message}: ${dn}`, field } : mapped,
    reply.code,
  )
}
