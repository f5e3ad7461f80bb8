import type { LdifEntry } from '../ldif.ts'
import { rdn } from './distinguished-name.ts'
import { groupsBase } from './organisation.ts'

/** A groupOfUniqueNames; without members it holds the empty DN, since the class demands one (RFC 4519 §3.6). */
export function groupEntry(name: string, description: string, members: readonly string[]): LdifEntry {
  return {
    dn: `${rdn('cn', name)},${groupsBase}`,
    attributes: {
      objectClass: ['groupOfUniqueNames'],
      cn: [name],
      description: [description],
      uniqueMember: members.length === 0 ? [''] : [...members],
    },
  }
}
