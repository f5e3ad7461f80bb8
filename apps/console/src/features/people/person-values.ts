import { personAttributes, personPatchSchema, type Person, type PersonInput } from '@bindery/contract'

/** Every field of a person as the form holds it: nothing is optional there. */
export const personFormSchema = personPatchSchema.required()

export const emptyPerson: PersonInput = {
  username: '',
  employeeNumber: '',
  givenName: '',
  familyName: '',
  displayName: '',
  email: '',
  otherEmails: [],
  phone: '',
  title: '',
  department: '',
  active: true,
}

/** The editable part of a person, as the form holds it. */
export function valuesOfPerson(person: Person): PersonInput {
  const { username, employeeNumber, givenName, familyName, displayName } = person
  const { email, otherEmails, phone, title, department, active } = person
  return {
    username,
    employeeNumber,
    givenName,
    familyName,
    displayName,
    email,
    otherEmails,
    phone,
    title,
    department,
    active,
  }
}

/** The name of a field on screen. */
export const labelOf = (field: string) => personAttributes[field as keyof PersonInput]?.label ?? field
