import type { Schema } from '@bindery/contract/ldap-text'

/** Syntaxes (RFC 4517 §3.3) that hold the name of another entry: an overlay rewrites it when that one is renamed. */
const naming = new Set(['1.3.6.1.4.1.1466.115.121.1.12', '1.3.6.1.4.1.1466.115.121.1.34'])
/** Attributes that the server keeps and that change only with a write that marks the entry. */
const marked = new Set([
  'entryuuid',
  'entrycsn',
  'createtimestamp',
  'creatorsname',
  'modifytimestamp',
  'modifiersname',
  'structuralobjectclass',
  'pwdaccountlockedtime',
  'pwdchangedtime',
  'pwdreset',
  'pwdpolicysubentry',
])

/**
 * The first of these attributes whose value can change without its entry getting a new entryCSN; '' when there is none.
 * `links` may name other entries: only their set of values must be marked.
 */
export function findUnmarked(
  schema: Schema,
  { read, links }: { readonly read: readonly string[]; readonly links: readonly string[] },
): string {
  const nameOf = (name: string) => schema.canonicalName(name.split(';', 1)[0] ?? '').toLowerCase()
  const isLink = new Set(links.map(nameOf))
  const isMarked = (name: string) => {
    const attribute = schema.attribute(name)
    // What the schema does not know, no entry has.
    if (attribute === undefined || marked.has(name)) return true
    if (attribute.usage !== 'userApplications') return false
    return isLink.has(name) || !naming.has(attribute.syntax ?? '')
  }
  return [...read, ...links].map(nameOf).find((name) => !isMarked(name)) ?? ''
}
