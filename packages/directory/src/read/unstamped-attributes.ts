import { writeFilter } from '@bindery/contract/ldap-text'
import type { Directory } from '../directory.ts'
import { textValues } from '../wire/entry-values.ts'
import { searchAll } from '../wire/search.ts'

/** Of systemFlags (MS-ADTS §2.2.10): each controller keeps its own value; it is worked out when it is asked for. */
const notReplicated = 0x1
const constructed = 0x4
/** Syntaxes that hold the name of another entry (MS-ADTS §3.1.1.2.2.2): it changes when that one is renamed. */
const naming = new Set(['2.5.5.1', '2.5.5.7', '2.5.5.14'])
/** The name of a class of the schema, which is never renamed. */
const fixed = new Set(['objectcategory'])

/**
 * The first of these attributes whose value can change without its entry being stamped with a new uSNChanged; '' when
 * there is none. `links` may name other entries: only their set of values must be stamped.
 */
export async function findUnstamped(
  { wire }: Directory,
  schemaContext: string,
  { read, links }: { readonly read: readonly string[]; readonly links: readonly string[] },
): Promise<string> {
  const isLink = new Set(links.map(withoutOptions))
  const names = [...new Set([...read, ...links].map(withoutOptions))]
  const filters = names.map((value) => ({ kind: 'equality', attribute: 'lDAPDisplayName', value }) as const)
  const found = await searchAll(wire, {
    base: schemaContext,
    scope: 'one',
    filter: writeFilter({ kind: 'or', filters }),
    attributes: ['lDAPDisplayName', 'systemFlags', 'linkID', 'attributeSyntax'],
  })
  const known = new Map(
    found.map((entry) => [
      textValues(entry, 'lDAPDisplayName')[0]?.toLowerCase() ?? '',
      {
        flags: Number(textValues(entry, 'systemFlags')[0] ?? 0),
        // The other end of a link has the odd number (MS-ADTS §3.1.1.1.6); only the first end is stamped.
        back: Number(textValues(entry, 'linkID')[0] ?? 0) % 2 === 1,
        naming: naming.has(textValues(entry, 'attributeSyntax')[0] ?? ''),
      },
    ]),
  )
  const isStamped = (name: string) => {
    const attribute = known.get(name)
    if (attribute === undefined) return false
    if ((attribute.flags & (notReplicated | constructed)) !== 0 || attribute.back) return false
    return !attribute.naming || isLink.has(name) || fixed.has(name)
  }
  return names.find((name) => !isStamped(name)) ?? ''
}

const withoutOptions = (name: string) => name.split(';', 1)[0]?.toLowerCase() ?? ''
