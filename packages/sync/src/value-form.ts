import { accountBits } from '@bindery/contract/words'

/** How a value reads in the accounts and in the directory. */
export interface ValueForm {
  /** Directory form → account form; what cannot be read comes as it is. */
  readonly read: (raw: readonly string[]) => string[]
  /** Account form → what the directory is to hold, in place of what it holds (`raw`). */
  readonly write: (values: readonly string[], raw: readonly string[]) => string[]
  /** What a value that cannot be read should be, in words. */
  readonly expected: string
}

const textForm: ValueForm = {
  read: (raw) => [...raw],
  write: (values) => [...values],
  expected: 'text',
}

/** TRUE and FALSE (RFC 4517 §3.3.3). */
export const booleanForm: ValueForm = {
  read: (raw) => raw.map((value) => value.toLowerCase()),
  write: (values) => values.map((value) => value.toUpperCase()),
  expected: 'TRUE or FALSE',
}

const { disabled, normalAccount } = accountBits

/**
 * Active or not as one bit of userAccountControl says it (MS-ADTS §2.2.16); the others stay. A new user is disabled
 * whatever the account is: a domain enables nobody who has no password.
 */
export const accountControlForm: ValueForm = {
  read: (raw) => raw.map((value) => (isNumber(value) ? String((Number(value) & disabled) === 0) : value)),
  write([active], [flags]) {
    if (active === undefined) return flags === undefined ? [] : [flags]
    if (flags === undefined) return [String(normalAccount | disabled)]
    return isNumber(flags) ? [withBit(Number(flags), active === 'false')] : [flags]
  },
  expected: 'a number',
}

/** May a user with these flags sign in without any password once enabled? */
export const needsNoPassword = (raw: readonly string[]) =>
  raw.some((value) => isNumber(value) && (Number(value) & accountBits.noPasswordRequired) !== 0)

/** A signed 32-bit integer, as Active Directory writes those. */
const isNumber = (value: string) => /^-?\d{1,10}$/.test(value)
const withBit = (flags: number, on: boolean) => String(on ? flags | disabled : flags & ~disabled)

/** A name of any kind as an account name of a domain, where some characters may not be (MS-SAMR §3.1.1.6). */
const accountNameForm: ValueForm = {
  ...textForm,
  write: (values) => values.map((value) => value.replaceAll(/["/\\[\]:;|=,+*?<>]/g, '_')),
}

/** The form of a rule's values, by the attributes that it joins. */
export function valueForm(boolean: boolean, remote: string, onCreationOnly: boolean): ValueForm {
  const name = remote.toLowerCase()
  if (boolean) return name === 'useraccountcontrol' ? accountControlForm : booleanForm
  // What only a new entry gets is never compared, so it may be another than the account has.
  return onCreationOnly && name === 'samaccountname' ? accountNameForm : textForm
}
