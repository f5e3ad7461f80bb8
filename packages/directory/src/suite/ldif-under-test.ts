import { writeLdifEntry } from '@bindery/testbed'
import { valuesAt } from '../test-support.ts'
import type { DirectoryUnderTest } from './directory-under-test.ts'

/** A server that OpenLDAP's own tools ask and change. */
interface Server {
  readonly suffix: string
  search(args: readonly string[]): Promise<{ dn: string; attributes: Record<string, string[]> }[]>
  modify(ldif: string): Promise<void>
}
type ByLdif = Pick<DirectoryUnderTest, 'valuesAt' | 'find' | 'add' | 'modify' | 'rename' | 'delete'>

/** The way to a real server that goes round our own code. */
export function byLdif(server: Server): ByLdif {
  const change = (dn: string, lines: readonly string[]) =>
    server.modify([`dn:: ${base64(dn)}`, ...lines, ''].join('\n'))
  return {
    valuesAt: (dn, attribute) => valuesAt(server, dn, attribute),
    find: async (filter, base = server.suffix, scope = 'sub') =>
      (await server.search(['-b', base, '-s', scope, filter, 'dn'])).map(({ dn }) => dn),
    add: (dn, attributes) => server.modify(writeLdifEntry({ dn, attributes: mutable(attributes) })),
    modify: (dn, changes) =>
      change(dn, [
        'changetype: modify',
        ...changes.flatMap(({ operation, attribute, values }) => [
          `${operation}: ${attribute}`,
          ...values.map((value) => `${attribute}:: ${base64(value)}`),
          '-',
        ]),
      ]),
    rename: (dn, rdn, superior) =>
      change(dn, [
        'changetype: modrdn',
        `newrdn:: ${base64(rdn)}`,
        'deleteoldrdn: 1',
        ...(superior === undefined ? [] : [`newsuperior:: ${base64(superior)}`]),
      ]),
    delete: (dn) => change(dn, ['changetype: delete']),
  }
}

const base64 = (text: string) => Buffer.from(text).toString('base64')

const mutable = (attributes: Readonly<Record<string, readonly string[]>>) =>
  Object.fromEntries(Object.entries(attributes).map(([name, values]) => [name, [...values]]))
