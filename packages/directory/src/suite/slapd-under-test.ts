import { startSlapd, writeLdifEntry } from '@bindery/testbed'
import { openDirectory } from '../open-directory.ts'
import { optionsFor, valuesAt } from '../test-support.ts'
import type { DirectoryUnderTest } from './directory-under-test.ts'

/** OpenLDAP with its overlays, the unique one guarding uid and mail. */
export async function slapdUnderTest(): Promise<DirectoryUnderTest> {
  const slapd = await startSlapd({ unique: ['uid', 'mail'] })
  const change = (dn: string, lines: readonly string[]) =>
    slapd.modify([`dn:: ${base64(dn)}`, ...lines, ''].join('\n'))
  return {
    suffix: slapd.suffix,
    usersBase: slapd.usersBase,
    groupsBase: slapd.groupsBase,
    connect: (connection) => openDirectory(optionsFor(slapd, connection)),
    valuesAt: (dn, attribute) => valuesAt(slapd, dn, attribute),
    find: async (filter, base = slapd.suffix, scope = 'sub') =>
      (await slapd.search(['-b', base, '-s', scope, filter, 'dn'])).map(({ dn }) => dn),
    add: (dn, attributes) => slapd.modify(writeLdifEntry({ dn, attributes: mutable(attributes) })),
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
    stop: () => slapd.stop(),
  }
}

const base64 = (text: string) => Buffer.from(text).toString('base64')

const mutable = (attributes: Readonly<Record<string, readonly string[]>>) =>
  Object.fromEntries(Object.entries(attributes).map(([name, values]) => [name, [...values]]))
