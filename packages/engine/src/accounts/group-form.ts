import { groupAttributeNames, type GroupInput } from '@bindery/contract'
import type { GroupValues } from '@bindery/store'

/** The fields of a form in account form; what the form leaves out is left out. */
export function valuesOfGroupForm(form: {
  readonly [Name in keyof GroupInput]?: string | undefined
}): Partial<GroupValues> {
  const values: Partial<GroupValues> = {}
  for (const name of groupAttributeNames) {
    const field = form[name]
    if (field !== undefined) values[name] = field === '' ? [] : [field]
  }
  return values
}
