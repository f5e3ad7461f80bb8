import { personAttributeNames, type PersonAttribute } from '@bindery/contract/words'
import { caseIgnoreKey } from '@bindery/contract/ldap-text'
import type { Selectable } from 'kysely'
import type { Tables } from '../schema.ts'
import { keyOrNull, searchText } from '../text-keys.ts'

export type PersonRecord = Selectable<Tables['people']>

/** A person in account form: every attribute, its values as texts; no value is an empty list. */
export type PersonValues = Record<PersonAttribute, string[]>

/** The same where what is left out has no value. */
export type SomePersonValues = Readonly<Partial<Record<PersonAttribute, readonly string[]>>>

type ValueColumn =
  'username' | 'username_key' | 'employee_number_key' | 'email_key' | 'attributes' | 'search_text' | 'active'

/** The columns that say who someone is. Every write goes through here, so that no key is ever out of step. */
export function personColumns(values: SomePersonValues): Pick<PersonRecord, ValueColumn> {
  const username = values.username?.[0] ?? ''
  const attributes: Partial<Record<PersonAttribute, readonly string[]>> = {}
  for (const name of personAttributeNames) {
    const own = values[name]
    if (name !== 'username' && name !== 'active' && own && own.length > 0) attributes[name] = own
  }
  return {
    username,
    username_key: keyOrNull(username),
    employee_number_key: keyOrNull(values.employeeNumber?.[0]),
    email_key: keyOrNull(values.email?.[0]),
    attributes: JSON.stringify(attributes),
    search_text: searchText([
      username,
      ...(values.displayName ?? []),
      ...(values.givenName ?? []),
      ...(values.familyName ?? []),
      ...(values.email ?? []),
      ...(values.otherEmails ?? []),
      ...(values.employeeNumber ?? []),
    ]),
    // Only a plain no disables: an account without the attribute is an active one.
    active: caseIgnoreKey(values.active?.[0] ?? 'true') === 'false' ? 0 : 1,
  }
}

/** The account form of a row. */
export function personValues(row: Pick<PersonRecord, 'username' | 'attributes' | 'active'>): PersonValues {
  const stored = JSON.parse(row.attributes) as SomePersonValues
  const values = {} as PersonValues
  for (const name of personAttributeNames) values[name] = [...(stored[name] ?? [])]
  values.username = row.username === '' ? [] : [row.username]
  values.active = [row.active === 1 ? 'true' : 'false']
  return values
}
