import { accountBits } from '@bindery/contract'
import type { LdifEntry } from '../ldif.ts'
import { rdn } from './distinguished-name.ts'

/** What the company is called where it moves to. */
export interface Domain {
  /** As in `DC=example,DC=test`. */
  readonly suffix: string
  /** As in `example.test`. */
  readonly dns: string
}

/**
 * A company of OpenLDAP as Active Directory has it, an entry at a time: people are users named by their common name,
 * groups know their members by `member`, and what has one value there keeps the first. Entries come in loading order.
 */
export function* toActiveDirectory(entries: Iterable<LdifEntry>, domain: Domain): Generator<LdifEntry> {
  const moved = new Map<string, string>()
  const taken = new Set<string>()
  let people = 0
  for (const entry of entries) {
    const dn = newDn(entry, domain, taken)
    moved.set(entry.dn, dn)
    if (isPerson(entry)) {
      const userAccountControl = [statusOf((people += 1))]
      // -1: as of now (MS-ADTS §3.1.1.5.3.2); else each would have to change their password first.
      yield { dn, attributes: { ...userOf(entry, domain), userAccountControl, pwdLastSet: ['-1'] } }
    } else yield { dn, attributes: attributesOf(entry, moved) }
  }
}

/** userAccountControl: one person in sixty is disabled, one in a hundred has a password that never expires. */
function statusOf(count: number): string {
  const { normalAccount, disabled, passwordNeverExpires } = accountBits
  return String(
    normalAccount | (count % 60 === 0 ? disabled : 0) | (count % 100 === 0 ? passwordNeverExpires : 0),
  )
}

const isPerson = ({ attributes }: LdifEntry) => attributes['objectClass']?.[0] === 'inetOrgPerson'

/** People lose their uid as a name; of two with one name in a unit the second gets the number as well. */
function newDn(entry: LdifEntry, { suffix }: Domain, taken: Set<string>): string {
  const parent = entry.dn.replace(/^(?:\\.|[^,\\])*,/, '').replace('dc=example,dc=org', suffix)
  if (!isPerson(entry)) return entry.dn.replace('dc=example,dc=org', suffix)
  const { cn, employeeNumber } = entry.attributes
  const plain = `${rdn('CN', cn?.[0] ?? '')},${parent}`
  const dn = taken.has(plain) ? `${rdn('CN', `${cn?.[0]} ${employeeNumber?.[0]}`)},${parent}` : plain
  taken.add(dn)
  return dn
}

function attributesOf(entry: LdifEntry, moved: ReadonlyMap<string, string>): Record<string, string[]> {
  const { objectClass, cn, uniqueMember, memberOf: _, ...others } = entry.attributes
  // Neither a user nor a group, as a service's record should be.
  if (objectClass?.[0] === 'organizationalRole') return { ...others, objectClass: ['contact'] }
  if (objectClass?.[0] !== 'groupOfUniqueNames') return entry.attributes
  return {
    objectClass: ['group'],
    // What separates names in old protocols may not be in one (MS-SAMR §3.1.1.8.4).
    sAMAccountName: cn?.map((name) => name.replaceAll(',', '')) ?? [],
    ...others,
    member: (uniqueMember ?? []).flatMap((dn) => moved.get(dn) ?? []),
  }
}

function userOf({ attributes }: LdifEntry, { dns }: Domain): Record<string, string[]> {
  const { uid, mail, mobile, title, departmentNumber, sn, givenName, displayName, employeeNumber } =
    attributes
  const given = {
    sAMAccountName: uid,
    userPrincipalName: uid?.filter((name) => /^[\w.]+$/.test(name)).map((name) => `${name}@${dns}`),
    sn,
    givenName,
    displayName,
    employeeNumber,
    title: title?.slice(0, 1),
    department: departmentNumber?.slice(0, 1),
    mail: mail?.slice(0, 1),
    proxyAddresses: mail?.map((address, index) => `${index === 0 ? 'SMTP' : 'smtp'}:${address}`),
    mobile: mobile?.slice(0, 1),
    otherMobile: mobile?.slice(1),
  }
  return {
    objectClass: ['user'],
    ...Object.fromEntries(
      Object.entries(given).flatMap(([name, values]) => (values?.length ? [[name, values]] : [])),
    ),
  }
}
