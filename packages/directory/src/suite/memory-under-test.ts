import { createMemoryDirectory, type MemoryRequest } from '../memory/index.ts'
import { optionsFor } from '../test-support.ts'
import { openLdap } from './dialect.ts'
import type { DirectoryUnderTest, Asked } from './directory-under-test.ts'

/** The directory in memory, guarding uid and mail. */
export function memoryUnderTest(): Promise<DirectoryUnderTest> {
  const memory = createMemoryDirectory({ unique: ['uid', 'mail'] })
  const server = {
    ldapUrl: 'ldap://memory',
    adminDn: `cn=admin,${memory.suffix}`,
    adminPassword: 'any',
  }
  const children = (dn: string, base: string) => dn.split(',').length === base.split(',').length + 1
  return Promise.resolve({
    dialect: openLdap,
    suffix: memory.suffix,
    usersBase: memory.usersBase,
    groupsBase: memory.groupsBase,
    servicesBase: `ou=services,${memory.suffix}`,
    connect: (connection) => memory.openDirectory(optionsFor(server, connection)),
    watch: (matches, act) => {
      memory.interfere = async ({ kind }) => {
        if (!matches(askedBy(kind))) return null
        memory.interfere = null
        await act()
        return null
      }
      return memory.openDirectory(optionsFor(server))
    },
    valuesAt: async (dn, attribute) => memory.at(dn)?.attributes.get(attribute.toLowerCase()) ?? [],
    find: async (filter, base = memory.suffix, scope = 'sub') =>
      memory
        .find(filter, base)
        .map(({ dn }) => dn)
        .filter((dn) => scope === 'sub' || children(dn, base)),
    add: async (dn, attributes) => void memory.add(dn, attributes),
    modify: async (dn, changes) => memory.modify(dn, changes),
    rename: async (dn, rdn, superior) => memory.rename(dn, rdn, superior),
    delete: async (dn) => memory.delete(dn),
    stop: () => Promise.resolve(),
  })
}

function askedBy(kind: MemoryRequest['kind']): Asked {
  if (kind === 'search' || kind === 'page') return 'search'
  return kind === 'bind' || kind === 'extended' ? 'other' : 'write'
}
