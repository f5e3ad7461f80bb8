import { startFaultProxy, startSlapd, type FakeRequest } from '@bindery/testbed'
import { openDirectory } from '../open-directory.ts'
import { optionsFor } from '../test-support.ts'
import { openLdap } from './dialect.ts'
import type { Asked, DirectoryUnderTest } from './directory-under-test.ts'
import { byLdif } from './ldif-under-test.ts'

/** OpenLDAP with its overlays, the unique one guarding uid and mail. */
export async function slapdUnderTest(): Promise<DirectoryUnderTest> {
  const slapd = await startSlapd({ unique: ['uid', 'mail'] })
  const proxy = await startFaultProxy(slapd.ldapUrl)
  return {
    dialect: openLdap,
    suffix: slapd.suffix,
    usersBase: slapd.usersBase,
    groupsBase: slapd.groupsBase,
    servicesBase: `ou=services,${slapd.suffix}`,
    connect: (connection) => openDirectory(optionsFor(slapd, connection)),
    watch: (matches, act) => {
      // A test waits for what it wrote, which waits for `act`.
      void proxy.before((request) => matches(askedBy(request)), act)
      return openDirectory(optionsFor({ ...slapd, ldapUrl: proxy.url }))
    },
    ...byLdif(slapd),
    stop: async () => {
      await proxy.stop()
      await slapd.stop()
    },
  }
}

/** RFC 4511 §4.6 to §4.9: modify, add, delete, modify DN. */
const writes = new Set([0x66, 0x68, 0x4a, 0x6c])

function askedBy(request: FakeRequest): Asked {
  if (request.kind !== 'other') return request.kind === 'search' ? 'search' : 'other'
  return writes.has(request.tag) ? 'write' : 'other'
}
