import type { LdifEntry } from '../ldif.ts'
import { names } from '../slapd/write-config.ts'
import { rdn } from './distinguished-name.ts'

const usersBase = `ou=users,${names.suffix}`
export const groupsBase = `ou=groups,${names.suffix}`
export const servicesBase = `ou=services,${names.suffix}`

/** A place for people in the tree: its DN, the department it belongs to and the titles held there. */
export interface Unit {
  dn: string
  department: string
  titles: readonly string[]
}

const tree: readonly (readonly [department: string, path: readonly string[], titles: readonly string[]])[] = [
  ['Engineering', ['platform', 'engineering'], ['Platform Engineer', 'Site Reliability Engineer']],
  ['Engineering', ['optics', 'engineering'], ['Optics Engineer', 'Lens Designer', 'Technician']],
  ['Engineering', ['firmware', 'engineering'], ['Firmware Engineer', 'Test Engineer']],
  ['Sales', ['oslo', 'sales'], ['Account Manager', 'Sales Engineer']],
  ['Sales', ['lisbon', 'sales'], ['Account Manager', 'Partner Manager']],
  ['Sales', ['key accounts', 'oslo', 'sales'], ['Key Account Director']],
  ['Support', ['day', 'support'], ['Support Specialist', 'Support Lead']],
  ['Support', ['night', 'support'], ['Support Specialist', 'Duty Manager']],
  ['Finance', ['finance'], ['Accountant', 'Controller', 'Payroll Clerk']],
  ['People', ['people'], ['Recruiter', 'People Partner']],
  ['Workshop', ['assembly', 'workshop'], ['Assembler', 'Quality Inspector', 'Machinist']],
  ['Workshop', ['stores', 'workshop'], ['Store Keeper', 'Driver']],
]

/** Every unit people sit in, nested one to three levels under ou=users. */
export const units: readonly Unit[] = tree.map(([department, path, titles]) => ({
  dn: unitDn(path),
  department,
  titles,
}))

/** The organizationalUnit entries of the tree, parents before children. */
export function unitEntries(): LdifEntry[] {
  const paths = new Map<string, string>()
  for (const [, path] of tree) {
    for (let depth = path.length - 1; depth >= 0; depth--)
      paths.set(unitDn(path.slice(depth)), path[depth] ?? '')
  }
  return [...paths].map(([dn, ou]) => ({ dn, attributes: { objectClass: ['organizationalUnit'], ou: [ou] } }))
}

function unitDn(path: readonly string[]): string {
  return [...path.map((name) => rdn('ou', name)), usersBase].join(',')
}
