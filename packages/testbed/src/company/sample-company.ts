import type { LdifEntry } from '../ldif.ts'
import { groupEntry } from './group-entry.ts'
import { oddPeople } from './odd-people.ts'
import { servicesBase, unitEntries } from './organisation.ts'
import { personEntry } from './person-entry.ts'
import { sampleGroups } from './sample-groups.ts'

/** The sample company as entries; `entries` is all of it in loading order, with memberOf. */
export interface SampleCompany {
  entries: LdifEntry[]
  people: LdifEntry[]
  groups: LdifEntry[]
}

const ordinaryPeople = 232

/** 250 people, 25 groups and one service account of an invented company: pure data, always the same. */
export function sampleCompany(): SampleCompany {
  const people = [
    ...Array.from({ length: ordinaryPeople }, (_, index) => personEntry(index)),
    ...oddPeople.map((special, index) => personEntry(ordinaryPeople + index, '', specialMail(special))),
  ]
  const service: LdifEntry = {
    dn: `cn=backup-agent,${servicesBase}`,
    attributes: {
      objectClass: ['organizationalRole'],
      cn: ['backup-agent'],
      description: ['Nightly backups'],
    },
  }
  const groups = sampleGroups(people, service.dn).map(({ name, description, members }) =>
    groupEntry(name, description, members),
  )
  const entries = [...unitEntries(), service, ...people, ...groups]
  addMemberOf(entries, groups)
  return { entries, people, groups }
}

function specialMail<T extends { uid?: string | null; mail?: readonly string[]; given?: string }>(
  special: T,
): T {
  if (special.mail !== undefined) return special
  const local = typeof special.uid === 'string' && /^[\w.]+$/.test(special.uid) ? special.uid : special.given
  return { ...special, mail: [`${local?.toLowerCase().replace('ø', 'o') ?? 'x'}@example.org`] }
}

/** slapadd runs no overlays: what memberof would have written must be in the file. */
function addMemberOf(entries: readonly LdifEntry[], groups: readonly LdifEntry[]): void {
  const byDn = new Map(entries.map((entry) => [entry.dn, entry]))
  for (const group of groups) {
    for (const member of group.attributes['uniqueMember'] ?? []) {
      const entry = byDn.get(member)
      if (entry !== undefined) (entry.attributes['memberOf'] ??= []).push(group.dn)
    }
  }
}
