import { dnKey, parentDn, rdnOf } from '@bindery/contract/ldap-text'
import { ldifLine } from './ldif-text.ts'

/** Value deltas of one attribute: exact old values to delete, new ones to add. */
export interface LdifDelta {
  readonly attribute: string
  readonly remove: readonly string[]
  readonly add: readonly string[]
}

/** An add record (RFC 2849 §"changerecord"). */
export function addRecord(dn: string, attributes: Readonly<Record<string, readonly string[]>>): string {
  const lines = Object.entries(attributes).flatMap(([name, values]) =>
    values.map((value) => ldifLine(name, value)),
  )
  return `${head(dn, 'add')}${lines.join('')}\n`
}

/** A modify record: in each attribute the old values go and the new ones come, in one step; never a replace. */
export function modifyRecord(dn: string, deltas: readonly LdifDelta[]): string {
  const changes = deltas.flatMap(({ attribute, remove, add }) => [
    ...modification('delete', attribute, remove),
    ...modification('add', attribute, add),
  ])
  return `${head(dn, 'modify')}${changes.join('')}\n`
}

/** A rename or move; the old RDN value goes. */
export function renameRecord(dn: string, newDn: string): string {
  const parent = parentDn(newDn) ?? ''
  const moved = dnKey(parent) !== dnKey(parentDn(dn) ?? '')
  return [
    head(dn, 'modrdn'),
    ldifLine('newrdn', rdnOf(newDn) ?? ''),
    ldifLine('deleteoldrdn', '1'),
    moved ? ldifLine('newsuperior', parent) : '',
    '\n',
  ].join('')
}

/** A delete record. */
export const deleteRecord = (dn: string): string => `${head(dn, 'delete')}\n`

const head = (dn: string, type: string): string => ldifLine('dn', dn) + ldifLine('changetype', type)

function modification(operation: 'add' | 'delete', name: string, values: readonly string[]): string[] {
  if (values.length === 0) return []
  return [ldifLine(operation, name), ...values.map((value) => ldifLine(name, value)), '-\n']
}
