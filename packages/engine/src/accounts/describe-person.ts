import { BinderyError, type Person, type PersonRow } from '@bindery/contract'
import { findPerson, groupsOf, personValues, type ListedPerson } from '@bindery/store'
import type { EngineContext } from '../context.ts'
import { describeLinks } from './describe-links.ts'
import { passwordLinks } from './password-links.ts'

/** A person as lists show them. */
export function describePersonRow(row: ListedPerson): PersonRow {
  const values = personValues(row)
  return {
    id: row.id,
    username: row.username,
    employeeNumber: first(values.employeeNumber),
    givenName: first(values.givenName),
    familyName: first(values.familyName),
    displayName: first(values.displayName),
    email: first(values.email),
    otherEmails: values.otherEmails,
    phone: first(values.phone),
    title: first(values.title),
    department: first(values.department),
    active: row.active === 1,
    version: row.row_version,
    badge: row.badge,
    effectivelyActive: row.active === 1 && row.badge !== 'held',
    holdReason: row.hold_reason ?? '',
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

/** A living person with links and groups. Throws `not_found`. */
export async function describePerson({ store }: EngineContext, id: number): Promise<Person> {
  const row = await findPerson(store.db, id)
  if (!row) throw personNotFound(id)
  const [links, groups] = [await describeLinks(store.db, 'person', id), await groupsOf(store.db, id)]
  const takesPassword = (await passwordLinks(store.db, id)).length > 0
  return { ...describePersonRow(row), takesPassword, links, groups }
}

export const personNotFound = (id: number) =>
  new BinderyError('not_found', `There is no person ${id}, or they were deleted.`)

const first = (list: readonly string[]) => list[0] ?? ''
