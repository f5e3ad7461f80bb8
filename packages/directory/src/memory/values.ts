import { caseIgnoreKey, dnKey, tryParseDn, type AttributeType } from '@bindery/contract/ldap-text'
import { readName, showName } from './read-name.ts'
import { schema } from './schema.ts'

/** A value as given, and what it compares by under its attribute's equality rule. */
export interface Value {
  readonly bytes: Buffer
  readonly key: string
}

const syntaxes = '1.3.6.1.4.1.1466.115.121.1.'
const dnSyntaxes = new Set([`${syntaxes}12`, `${syntaxes}34`])

/** A value of an attribute; null when it does not fit the attribute's syntax. Names are kept as the server writes them. */
export function createValue(type: AttributeType, given: Buffer): Value | null {
  const text = given.toString('utf8')
  if (!fits(type, text)) return null
  const isName = dnSyntaxes.has(type.syntax ?? '')
  const bytes = isName ? Buffer.from(showName(readName(text))) : given
  return { bytes, key: keyOf(type, bytes, text) }
}

function fits(type: AttributeType, text: string): boolean {
  if (dnSyntaxes.has(type.syntax ?? '')) return tryParseDn(text) !== undefined
  switch (type.syntax) {
    case `${syntaxes}15`:
    case `${syntaxes}50`:
      return text !== ''
    case `${syntaxes}26`:
      return /^\p{ASCII}*$/u.test(text)
    case `${syntaxes}27`:
      return /^-?\d+$/.test(text)
    case `${syntaxes}38`:
      return schema.objectClass(text) !== undefined
    case '1.3.6.1.1.16.1':
      return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
    case undefined:
    default:
      return true
  }
}

function keyOf(type: AttributeType, bytes: Buffer, text: string): string {
  switch (type.equality) {
    case 'caseIgnoreMatch':
    case 'caseIgnoreIA5Match':
      return caseIgnoreKey(text)
    case 'distinguishedNameMatch':
    case 'uniqueMemberMatch':
      return dnKey(text)
    case 'telephoneNumberMatch':
      return text.toLowerCase().replace(/[ -]/g, '')
    case 'objectIdentifierMatch':
      return schema.objectClass(text)?.oid ?? text.toLowerCase()
    case 'UUIDMatch':
      return text.toLowerCase()
    case 'octetStringMatch':
    case undefined:
      return bytes.toString('base64')
    default:
      return text
  }
}
