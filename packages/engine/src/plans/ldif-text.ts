const width = 76

/** One attribute of an LDIF record (RFC 2849): plain where that is safe, else base64, folded at 76 columns. */
export function ldifLine(name: string, value: string): string {
  const binary = /^base64:/.exec(value)
  if (binary) return fold(`${name}:: ${value.slice(binary[0].length)}`)
  if (isSafe(value)) return fold(value === '' ? `${name}:` : `${name}: ${value}`)
  return fold(`${name}:: ${Buffer.from(value, 'utf8').toString('base64')}`)
}

/** SAFE-STRING of RFC 2849, and no space at the end, which readers are apt to drop. */
function isSafe(value: string): boolean {
  if (/^[ :<]/.test(value) || value.endsWith(' ')) return false
  for (let index = 0; index < value.length; index += 1) {
    const code = value.charCodeAt(index)
    if (code === 0 || code === 10 || code === 13 || code > 127) return false
  }
  return true
}

function fold(line: string): string {
  let text = line.slice(0, width)
  for (let at = width; at < line.length; at += width - 1) text += `\n ${line.slice(at, at + width - 1)}`
  return `${text}\n`
}

/** A comment; line ends in it would start a record of their own. */
export const ldifComment = (text: string) => fold(`# ${text.replaceAll(/[\r\n]+/g, ' ')}`)
