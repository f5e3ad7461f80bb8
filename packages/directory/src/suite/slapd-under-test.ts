import { startSlapd } from '@bindery/testbed'
import { openDirectory } from '../open-directory.ts'
import { optionsFor } from '../test-support.ts'
import { openLdap } from './dialect.ts'
import type { DirectoryUnderTest } from './directory-under-test.ts'
import { byLdif } from './ldif-under-test.ts'

/** OpenLDAP with its overlays, the unique one guarding uid and mail. */
export async function slapdUnderTest(): Promise<DirectoryUnderTest> {
  const slapd = await startSlapd({ unique: ['uid', 'mail'] })
  return {
    dialect: openLdap,
    suffix: slapd.suffix,
    usersBase: slapd.usersBase,
    groupsBase: slapd.groupsBase,
    servicesBase: `ou=services,${slapd.suffix}`,
    connect: (connection) => openDirectory(optionsFor(slapd, connection)),
    ...byLdif(slapd),
    stop: () => slapd.stop(),
  }
}
