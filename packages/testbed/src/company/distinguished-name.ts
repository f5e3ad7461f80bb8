/** One `type=value` of an RDN with the value escaped (RFC 4514 §2.4); a backslash is written as `\5c`. */
export function rdn(attribute: string, value: string): string {
  const escaped = value
    .replaceAll('\\', '\\5c')
    .replaceAll(/[",+;<>]/g, (character) => `\\${character}`)
    .replace(/^[ #]/, (character) => `\\${character}`)
    .replace(/(?<!\\) $/, '\\ ')
  return `${attribute}=${escaped}`
}
