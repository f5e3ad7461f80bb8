const longest = 160

/** "people: extra filter changed from nothing to (uid=p00)". The console has its own labels for the same. */
export function wordSetting(path: string, before: unknown, after: unknown): string {
  const [, section = '', ...rest] = path.split('.')
  const name = rest.join(' ').replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return `${section}: ${name} changed from ${wordValue(before)} to ${wordValue(after)}`
}

function wordValue(value: unknown): string {
  const words = wordsOf(value)
  return words.length > longest ? `${words.slice(0, longest)}…` : words
}

function wordsOf(value: unknown): string {
  if (value === undefined || value === null || value === '') return 'nothing'
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : value.map(wordsOf).join('; ')
  if (typeof value === 'object' && 'dn' in value && 'scope' in value)
    return `${String(value.dn)}${value.scope === 'one_level' ? ' (one level)' : ''}`
  if (typeof value === 'object' && 'local' in value && 'remote' in value)
    return `${String(value.local)} = ${String(value.remote)}`
  return JSON.stringify(value)
}
