import { BinderyError } from '@bindery/contract'
import { isNameTaken } from '@bindery/store'

type Values = Readonly<Record<string, readonly string[]>>

/** Runs a write; a name that a living person or group has already becomes `name_taken` at its field. */
export async function refuseTakenName<Result>(
  field: 'username' | 'name',
  name: string,
  write: () => Promise<Result>,
): Promise<Result> {
  try {
    return await write()
  } catch (error) {
    if (!isNameTaken(error)) throw error
    const holder = field === 'username' ? 'Another person has' : 'Another group has'
    const message = `${holder} the ${field} “${name}”; upper and lower case make no difference.`
    throw new BinderyError('name_taken', message, [{ path: [field], message }])
  }
}

/** The refusal of a lost update: which of the edited fields hold something else by now. */
export function lostUpdate(current: Values, edited: Values, at: string): BinderyError {
  const clashes = Object.keys(edited).filter((name) => !sameValues(current[name] ?? [], edited[name] ?? []))
  const errors = clashes.map((name) => ({
    path: [name],
    message: `The saved value is ${shown(current[name] ?? [])}, yours is ${shown(edited[name] ?? [])}`,
  }))
  const told =
    clashes.length === 0 ? 'Your values are the saved ones.' : `It differs in: ${clashes.join(', ')}.`
  return new BinderyError(
    'version_conflict',
    `This was saved by someone else at ${at}. ${told} Look again, then save.`,
    errors,
  )
}

const sameValues = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((value, index) => value === b[index])
const shown = (values: readonly string[]) => (values.length === 0 ? 'empty' : `“${values.join('”, “')}”`)

export const noPasswordTarget = () =>
  new BinderyError(
    'invalid_request',
    'No directory takes this person’s password: link them, and choose “Push on set” on the Policy page.',
  )
