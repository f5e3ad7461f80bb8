import { BinderyError, type SecretName } from '@bindery/contract/words'

export const directoryNotFound = (id: number) =>
  new BinderyError('not_found', `There is no directory ${id}, or it was deleted.`)

/** The refusal that asks for a secret, at its field. */
export const secretRequired = (name: SecretName, message: string) =>
  new BinderyError('secret_required', message, [{ path: ['secrets', name], message }])
