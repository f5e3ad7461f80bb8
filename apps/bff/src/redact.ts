/** What a name contains that stands before a secret, in whatever spelling: lower case, without hyphens and underscores. */
const secretParts = [
  'password',
  'passphrase',
  'secret',
  'token',
  'authorization',
  'cookie',
  'credential',
  'bearer',
  'totp',
  'recovery',
  'clientkey',
  'privatekey',
  'apikey',
  'sealed',
]
/** Names that are part of too many others. `set` and `current` are what the new and the old text of a secret are called. */
const secretNames = new Set(['set', 'current', 'code', 'session', 'databaseurl'])

const censor = '[redacted]'

function isSecretName(name: string): boolean {
  const plain = name.toLowerCase().replaceAll(/[-_]/g, '')
  return secretNames.has(plain) || secretParts.some((part) => plain.includes(part))
}

/**
 * A line of the log without its secrets, whatever they are inside of. They are told by their names alone: nobody can find
 * one in the midst of a sentence, so none is to be written there.
 */
export function redactLine(line: string): string {
  return `${JSON.stringify(JSON.parse(line), redactValue)}\n`
}

function redactValue(this: unknown, name: string, value: unknown): unknown {
  if (typeof value === 'string' && name === 'url') return redactQuery(value)
  const tells = typeof value === 'string' ? value !== '' : typeof value === 'object' && value !== null
  if (!tells || !isSecretName(name)) return value
  // An error's code says what went wrong.
  return name === 'code' && isError(this) ? value : censor
}

const isError = (holder: unknown) => typeof holder === 'object' && holder !== null && 'stack' in holder

/** The address of a request, with the values of parameters that are secrets left out. */
function redactQuery(url: string): string {
  return url.replaceAll(/([?&#])([^=&#]*)=[^&#]*/g, (whole, before: string, name: string) =>
    isSecretName(decoded(name)) ? `${before}${name}=${censor}` : whole,
  )
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
