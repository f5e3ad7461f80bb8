import { writeFilter, type Filter } from '@bindery/contract/ldap-text'
import { sidText } from '../sid-text.ts'
import { byteValues } from '../wire/entry-values.ts'
import { askSearch } from '../wire/search.ts'
import type { SentEntry } from '../wire/sent-entry.ts'
import type { Wire } from '../wire/wire.ts'

/** Who is bound to a domain controller. */
export interface OwnAccount {
  readonly dn: string
  /** SIDs that become the owner of what the account creates: its own, and of the administrators if it is one. */
  readonly owners: readonly string[]
}

/** Domain Admins of any domain, and Administrators: what one of them creates belongs to all of them. */
const administrators = /^(S-1-5-21-.*-512|S-1-5-32-544)$/
const ofADomain = /^S-1-5-21-/

/**
 * Who we are to a domain controller, whichever form of name was bound with: the root DSE's tokenGroups hold our SIDs
 * (MS-ADTS §3.1.1.3.2), of which one is a user's. Null where that cannot be found out.
 */
export async function findOwnAccount(
  wire: Wire,
  root: SentEntry | undefined,
  domain: string,
): Promise<OwnAccount | null> {
  const tokens = sidsOf(root, 'tokenGroups')
  const filters = tokens
    .filter(({ sid }) => ofADomain.test(sid))
    .map(({ bytes }): Filter => ({ kind: 'equality', attribute: 'objectSid', value: bytes }))
  if (filters.length === 0 || domain === '') return null
  const isUser: Filter = { kind: 'equality', attribute: 'objectClass', value: 'user' }
  const found = await askSearch(wire, {
    base: domain,
    scope: 'sub',
    filter: writeFilter({ kind: 'and', filters: [isUser, { kind: 'or', filters }] }),
    attributes: ['objectSid'],
  })
  const [account] = found.entries
  if (found.code !== 0 || account === undefined || found.entries.length > 1) return null
  const own = sidsOf(account, 'objectSid')
  const shared = tokens.filter(({ sid }) => administrators.test(sid))
  return { dn: account.name, owners: [...own, ...shared].map(({ sid }) => sid) }
}

const sidsOf = (entry: SentEntry | undefined, name: string) =>
  byteValues(entry, name).flatMap((bytes) => {
    const sid = sidText(bytes)
    return sid === null ? [] : [{ bytes, sid }]
  })
