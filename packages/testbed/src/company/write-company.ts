import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import { writeLdifEntry, type LdifEntry } from '../ldif.ts'
import { assignMembers } from './assign-members.ts'
import { groupEntry } from './group-entry.ts'
import { unitEntries } from './organisation.ts'
import { personEntry } from './person-entry.ts'

/** How large a generated company is; the same size and seed give the same bytes. */
export interface CompanySize {
  people: number
  groups: number
  memberships: number
  seed?: number
}

/**
 * Appends a generated company to an LDIF file for `slapadd`, with memberOf, one entry at a time: memory holds only the
 * membership numbers. Throws when there are more memberships than pairs of a person and a group.
 */
export async function writeCompany(file: string, size: CompanySize): Promise<void> {
  const output = createWriteStream(file, { flags: 'a' })
  for (const entry of generateEntries(size)) {
    if (!output.write(writeLdifEntry(entry))) await once(output, 'drain')
  }
  output.end()
  await finished(output)
}

/** The same company as entries, in loading order: units, people, groups. */
export function* generateEntries({
  people,
  groups,
  memberships,
  seed = 1,
}: CompanySize): Generator<LdifEntry> {
  const members = assignMembers({ people, groups, memberships, seed })
  const memberOf = Array.from({ length: people }, (): number[] => [])
  members.forEach((list, group) => list.forEach((person) => memberOf[person]?.push(group)))
  yield* unitEntries()
  for (let index = 0; index < people; index++) {
    const entry = personEntry(index, `.${index}`)
    const groupDns = (memberOf[index] ?? []).map((group) => numberedGroup(group, []).dn)
    yield groupDns.length === 0
      ? entry
      : { ...entry, attributes: { ...entry.attributes, memberOf: groupDns } }
  }
  for (const [group, list] of members.entries()) {
    yield numberedGroup(
      group,
      list.map((person) => personEntry(person, `.${person}`).dn),
    )
  }
}

function numberedGroup(index: number, members: string[]): LdifEntry {
  return groupEntry(`group-${String(index).padStart(5, '0')}`, `Generated group ${index}`, members)
}
