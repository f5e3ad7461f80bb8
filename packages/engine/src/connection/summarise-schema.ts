import type { SchemaSummary } from '@bindery/contract'
import type { DirectorySession } from '@bindery/directory'

/** What a server's schema offers for completion. */
export async function summariseSchema(session: DirectorySession): Promise<SchemaSummary> {
  const schema = await session.schema()
  return {
    attributes: schema.attributeNames().flatMap((name) => {
      const type = schema.attribute(name)
      if (!type) return []
      return [
        {
          name,
          aliases: type.names.filter((alias) => alias !== name),
          description: type.description ?? '',
          singleValue: type.singleValue,
          readOnly: type.noUserModification,
        },
      ]
    }),
    objectClasses: schema.objectClassNames().flatMap((name) => {
      const found = schema.objectClass(name)
      if (!found) return []
      return [{ name, kind: found.kind, description: found.description ?? '', must: schema.mustOf([name]) }]
    }),
    vendor: session.server.vendor,
    namingContexts: [...session.server.namingContexts],
  }
}
