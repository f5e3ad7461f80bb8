import { personAttributeNames, type PersonPatch } from '@bindery/contract'
import type { PersonValues } from '@bindery/store'

/** The fields of a form in account form; what the form leaves out is left out. */
export function valuesOfForm(form: PersonPatch): Partial<PersonValues> {
  const values: Partial<PersonValues> = {}
  for (const name of personAttributeNames) {
    const field = form[name]
    if (typeof field === 'boolean') values[name] = [String(field)]
    else if (Array.isArray(field)) values[name] = field
    else if (field !== undefined) values[name] = field === '' ? [] : [field]
  }
  return values
}
