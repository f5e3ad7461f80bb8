import { buildSchema, type Schema } from '@bindery/contract/ldap-text'
import { textValues } from '../wire/entry-values.ts'
import { askSearch } from '../wire/search.ts'
import type { Wire } from '../wire/wire.ts'

/** Reads the subschema (RFC 4512 §4.2). Where it cannot be read the schema is empty, and nobody checks against it. */
export async function readSchema(wire: Wire, schemaDn: string): Promise<Schema> {
  if (schemaDn === '') return buildSchema({ attributeTypes: [], objectClasses: [] })
  const { entries } = await askSearch(wire, {
    base: schemaDn,
    scope: 'base',
    filter: '(objectClass=subschema)',
    attributes: ['attributeTypes', 'objectClasses'],
  })
  const values = (name: string) => entries.flatMap((entry) => textValues(entry, name))
  return buildSchema({ attributeTypes: values('attributeTypes'), objectClasses: values('objectClasses') })
}
