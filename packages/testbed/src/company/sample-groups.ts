import type { LdifEntry } from '../ldif.ts'
import { rdn } from './distinguished-name.ts'
import { groupsBase, units } from './organisation.ts'

/** A group before it is an entry; members are DNs. */
export interface SampleGroup {
  name: string
  description: string
  members: string[]
}

const groupDn = (name: string) => `${rdn('cn', name)},${groupsBase}`
const team = (name: string, description: string, members: string[]) => ({ name, description, members })

/** The 25 groups over these people: departments, sites, every-nth ones and the special cases at the end. */
export function sampleGroups(people: readonly LdifEntry[], serviceDn: string): SampleGroup[] {
  const where = (test: (entry: LdifEntry, index: number) => boolean) =>
    people.filter(test).map(({ dn }) => dn)
  const every = (step: number, offset: number) => where((_, index) => index % step === offset)
  const department = (name: string) => where(({ attributes }) => attributes['departmentNumber']?.[0] === name)
  const under = (ou: string) => where(({ dn }) => dn.includes(`,ou=${ou},`))
  return [
    team(
      'all-staff',
      'Everyone on the payroll',
      where((_, index) => index % 5 !== 4),
    ),
    ...[...new Set(units.map((unit) => unit.department))].map((name) =>
      team(name.toLowerCase(), `The ${name} department`, department(name)),
    ),
    ...['platform', 'optics', 'firmware', 'oslo', 'lisbon'].map((ou) => team(`team-${ou}`, '', under(ou))),
    team('on-call', 'Answers the phone at night', every(40, 3)),
    team('first-aid', 'Knows where the plasters are', every(31, 7)),
    team('vpn-users', 'May connect from home', every(3, 1)),
    team('wiki-editors', 'May edit the handbook', every(7, 2)),
    team('chess-club', 'Thursdays at noon', every(23, 5)),
    team('Førstehjelp', 'First aid, Oslo', every(45, 9)),
    team('Friends, Family & Co', 'Summer party', every(29, 11)),
    team('observatório', 'Lisbon dark-sky site', every(37, 4)),
    team('backup-operators', 'People and the agent that runs backups', [...every(80, 6), serviceDn]),
    team('leadership', 'Heads of departments', every(50, 0)),
    team('decision-makers', 'Leadership and two others', [groupDn('leadership'), ...every(125, 12)]),
    team(
      'special-names',
      'Everyone whose name needs escaping',
      where(({ dn }) => dn.startsWith('cn=')),
    ),
    team('moonshot', 'A project nobody has joined yet', []),
  ].map((group) => ({ ...group, description: group.description || `Members of ${group.name}` }))
}
