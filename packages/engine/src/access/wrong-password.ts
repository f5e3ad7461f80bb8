import { BinderyError } from '@bindery/contract'

/**
 * The one answer to a name that there is not and to a password that is not the name's.
 * @param note which of the two it was, for the log
 */
export const wrongPassword = (note?: string) =>
  new BinderyError('sign_in_failed', 'The username or the password is not right', undefined, {
    ...(note !== undefined && { cause: new Error(note) }),
  })
