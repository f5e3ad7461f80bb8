/** A descriptor or a dotted OID (RFC 4512 §1.4). The underscore is not in the RFC, but 389 Directory Server allows it. */
const ATTRIBUTE_TYPE = /^(?:[a-z][a-z0-9_-]*|(?:0|[1-9]\d*)(?:\.(?:0|[1-9]\d*))+)$/i

/** Is this an attribute type: a name such as `cn` or an OID such as `2.5.4.3`? */
export function isAttributeType(text: string): boolean {
  return ATTRIBUTE_TYPE.test(text)
}

/** Is this an attribute type with or without options, as `userCertificate;binary` (RFC 4512 §2.5)? */
export function isAttributeDescription(text: string): boolean {
  const [type = '', ...options] = text.split(';')
  return isAttributeType(type) && options.every((option) => /^[a-z0-9-]+$/i.test(option))
}

// The names of RFC 4519 and RFC 4524 that turn up in DNs, first the one that comparison keys use.
const NAMES = [
  ['cn', 'commonname', '2.5.4.3'],
  ['sn', 'surname', '2.5.4.4'],
  ['serialnumber', '2.5.4.5'],
  ['c', 'countryname', '2.5.4.6'],
  ['l', 'localityname', '2.5.4.7'],
  ['st', 'stateorprovincename', '2.5.4.8'],
  ['street', 'streetaddress', '2.5.4.9'],
  ['o', 'organizationname', '2.5.4.10'],
  ['ou', 'organizationalunitname', '2.5.4.11'],
  ['title', '2.5.4.12'],
  ['givenname', 'gn', '2.5.4.42'],
  ['uid', 'userid', '0.9.2342.19200300.100.1.1'],
  ['mail', 'rfc822mailbox', '0.9.2342.19200300.100.1.3'],
  ['dc', 'domaincomponent', '0.9.2342.19200300.100.1.25'],
  ['email', 'emailaddress', 'pkcs9email', '1.2.840.113549.1.9.1'],
  ['employeenumber', '2.16.840.1.113730.3.1.3'],
] as const

const KEYS = new Map<string, string>(NAMES.flatMap((names) => names.map((name) => [name, names[0]])))

/** The one spelling of an attribute type for comparison: lower case, OIDs and long names as the short name. */
export function attributeTypeKey(type: string): string {
  const known = KEYS.get(type)
  if (known !== undefined) return known
  const lower = type.toLowerCase()
  return KEYS.get(lower) ?? lower
}
