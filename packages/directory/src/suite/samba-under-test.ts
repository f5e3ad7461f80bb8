import { startSamba } from '@bindery/testbed'
import { openDirectory } from '../open-directory.ts'
import { optionsFor } from '../test-support.ts'
import { activeDirectory } from './dialect.ts'
import type { DirectoryUnderTest } from './directory-under-test.ts'
import { byLdif } from './ldif-under-test.ts'

/** A domain controller of Active Directory. */
export async function sambaUnderTest(): Promise<DirectoryUnderTest> {
  const samba = await startSamba()
  const secured = { urls: [samba.ldapsUrl], caBundle: samba.caPem }
  return {
    dialect: activeDirectory,
    suffix: samba.suffix,
    usersBase: samba.usersBase,
    groupsBase: samba.groupsBase,
    servicesBase: `OU=services,${samba.suffix}`,
    connect: (connection) => openDirectory(optionsFor(samba, { ...secured, ...connection })),
    ...byLdif(samba),
    stop: () => samba.stop(),
  }
}
