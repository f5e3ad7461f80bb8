import type { Slapd } from '@bindery/testbed'

/** About how many bytes every connection begins with: it reads the schema once. */
export async function schemaBytes(server: Pick<Slapd, 'search'>): Promise<number> {
  const [schema] = await server.search([
    '-b',
    'cn=Subschema',
    '-s',
    'base',
    'attributeTypes',
    'objectClasses',
  ])
  return Object.values(schema?.attributes ?? {})
    .flat()
    .reduce((sum, definition) => sum + definition.length + 4, 0)
}
