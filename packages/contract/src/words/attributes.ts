/** A username: 1–64 of ASCII letters, digits, `.` `-` `_`, first alphanumeric. */
export const usernamePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/

type ValueType = 'text' | 'boolean'
interface LocalAttribute {
  readonly label: string
  readonly type: ValueType
  /** Several values, compared and merged as a set. */
  readonly multi: boolean
}

/** What a person has in the accounts. The order is the order on screen. */
export const personAttributes = {
  username: { label: 'Username', type: 'text', multi: false },
  employeeNumber: { label: 'Employee number', type: 'text', multi: false },
  givenName: { label: 'Given name', type: 'text', multi: false },
  familyName: { label: 'Family name', type: 'text', multi: false },
  displayName: { label: 'Display name', type: 'text', multi: false },
  email: { label: 'Email', type: 'text', multi: false },
  otherEmails: { label: 'Other emails', type: 'text', multi: true },
  phone: { label: 'Phone', type: 'text', multi: false },
  title: { label: 'Title', type: 'text', multi: false },
  department: { label: 'Department', type: 'text', multi: false },
  active: { label: 'Active', type: 'boolean', multi: false },
} as const satisfies Record<string, LocalAttribute>

/** What a group has in the accounts, its members apart. */
export const groupAttributes = {
  name: { label: 'Name', type: 'text', multi: false },
  description: { label: 'Description', type: 'text', multi: false },
} as const satisfies Record<string, LocalAttribute>

export type PersonAttribute = keyof typeof personAttributes
export type GroupAttribute = keyof typeof groupAttributes
export const personAttributeNames = Object.keys(personAttributes) as PersonAttribute[]
export const groupAttributeNames = Object.keys(groupAttributes) as GroupAttribute[]

/** The definition of a local attribute, whichever kind of object it is on. */
export function localAttribute(subject: 'person' | 'group', name: string): LocalAttribute | undefined {
  const table: Record<string, LocalAttribute> = subject === 'person' ? personAttributes : groupAttributes
  return table[name]
}

/** What a local attribute is called within a sentence: "employee number". */
export function wordAttribute(name: string): string {
  const known = localAttribute('person', name) ?? localAttribute('group', name)
  return known?.label.toLowerCase() ?? name
}
