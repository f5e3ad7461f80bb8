import type { LdifEntry } from '../ldif.ts'
import { rdn } from './distinguished-name.ts'
import { personName } from './names.ts'
import { units } from './organisation.ts'

/** What may be said of a person beyond the ordinary; an empty list leaves the attribute out. */
export interface PersonOverrides {
  given?: string
  family?: string
  cn?: string
  uid?: string | null
  mail?: readonly string[]
  mobile?: readonly string[]
  /** The RDN attributes; default `uid`. */
  rdn?: readonly ('uid' | 'cn' | 'employeeNumber')[]
}

/** The ordinary inetOrgPerson with this index; usernames are the latin name, with `tail` where names repeat. */
export function personEntry(index: number, tail = '', special: PersonOverrides = {}): LdifEntry {
  const name = personName(index)
  const unit = units[(index * 5 + Math.floor(index / units.length)) % units.length]
  if (unit === undefined) throw new Error('There is always a unit')
  const [given, family] = [special.given ?? name.given, special.family ?? name.family]
  const uid = special.uid === undefined ? `${name.latin}${tail}` : special.uid
  const attributes: Record<string, string[]> = {
    objectClass: ['inetOrgPerson'],
    ...(uid === null ? {} : { uid: [uid] }),
    cn: [special.cn ?? `${given} ${family}`],
    sn: [family],
    givenName: [given],
    displayName: [`${given} ${family}`],
    mail: [...(special.mail ?? [`${name.latin}${tail}@example.org`])],
    mobile: [...(special.mobile ?? phone(index))],
    employeeNumber: [String(100_001 + index)],
    title: [unit.titles[index % unit.titles.length] ?? 'Member'],
    departmentNumber: [unit.department],
  }
  const first = (special.rdn ?? ['uid']).map((attribute) => rdn(attribute, attributes[attribute]?.[0] ?? ''))
  return {
    dn: `${first.join('+')},${unit.dn}`,
    attributes: Object.fromEntries(Object.entries(attributes).filter(([, values]) => values.length > 0)),
  }
}

/** One person in six has no phone on record. */
function phone(index: number): string[] {
  return index % 6 === 5 ? [] : [`+44 7700 ${900_000 + index}`]
}
