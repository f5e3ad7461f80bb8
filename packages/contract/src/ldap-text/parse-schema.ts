import { readDescription } from './read-description.ts'
import type { AttributeType, ObjectClass } from './schema-types.ts'

const ATTRIBUTE_FLAGS = new Set(['OBSOLETE', 'SINGLE-VALUE', 'COLLECTIVE', 'NO-USER-MODIFICATION'])
const CLASS_FLAGS = new Set(['OBSOLETE', 'ABSTRACT', 'STRUCTURAL', 'AUXILIARY'])

/** Reads a value of `attributeTypes` (RFC 4512 §4.1.2). Throws `SchemaSyntaxError`. */
export function parseAttributeType(text: string): AttributeType {
  const { oid, fields } = readDescription(text, ATTRIBUTE_FLAGS)
  const one = (keyword: string): string | undefined => fields.get(keyword)?.[0]
  const [, syntax, length] = /^([^{]*)(?:\{(\d+)\})?$/.exec(one('SYNTAX') ?? '') ?? []
  return {
    oid,
    names: fields.get('NAME') ?? [],
    description: one('DESC'),
    obsolete: fields.has('OBSOLETE'),
    sup: one('SUP'),
    equality: one('EQUALITY'),
    ordering: one('ORDERING'),
    substring: one('SUBSTR'),
    syntax: syntax === '' ? undefined : syntax,
    syntaxLength: length === undefined ? undefined : Number(length),
    singleValue: fields.has('SINGLE-VALUE'),
    noUserModification: fields.has('NO-USER-MODIFICATION'),
    usage: one('USAGE') ?? 'userApplications',
  }
}

/** Reads a value of `objectClasses` (RFC 4512 §4.1.1). Throws `SchemaSyntaxError`. */
export function parseObjectClass(text: string): ObjectClass {
  const { oid, fields } = readDescription(text, CLASS_FLAGS)
  return {
    oid,
    names: fields.get('NAME') ?? [],
    description: fields.get('DESC')?.[0],
    obsolete: fields.has('OBSOLETE'),
    sup: fields.get('SUP') ?? [],
    kind: fields.has('ABSTRACT') ? 'abstract' : fields.has('AUXILIARY') ? 'auxiliary' : 'structural',
    must: fields.get('MUST') ?? [],
    may: fields.get('MAY') ?? [],
  }
}
