import type { DirectoryInput } from '@bindery/contract'
import { installSystemPackages } from '../install-system-packages.ts'
import { startSamba } from '../samba/start-samba.ts'
import { startSlapd } from '../slapd/start-slapd.ts'
import { draftFor, draftForDomain } from './seed-demo.ts'

/** A real directory with the sample company, and what the demo tells of it. */
export interface DemoDirectory {
  draft: DirectoryInput
  /** The beginning of a command that changes it. */
  modifyWith: string
  stop(): Promise<void>
}

const starters = { openldap: startOpenLdap, ad: startDomain } as const

/** The directory of `npm run demo`, or with the argument `ad` a domain controller. Throws what to say instead. */
export async function startDirectory(kind = 'openldap'): Promise<DemoDirectory> {
  if (kind !== 'openldap' && kind !== 'ad')
    throw new Error(
      `There is no demo “${kind}”: npm run demo starts OpenLDAP, npm run demo -- ad Active Directory.`,
    )
  return starters[kind]()
}

async function startOpenLdap(): Promise<DemoDirectory> {
  await installSystemPackages('openldap')
  const slapd = await startSlapd({ load: 'sample' })
  return {
    draft: draftFor(slapd),
    modifyWith: modify(slapd.ldapUrl, slapd.adminDn, slapd.adminPassword),
    stop: () => slapd.stop(),
  }
}

async function startDomain(): Promise<DemoDirectory> {
  if (process.getuid?.() !== 0)
    throw new Error('A domain controller needs root for its ports: sudo npm run demo -- ad')
  await installSystemPackages('active_directory')
  const samba = await startSamba({ load: 'sample' })
  return {
    draft: draftForDomain(samba),
    modifyWith: modify(samba.ldapUrl, samba.adminDn, samba.adminPassword),
    stop: () => samba.stop(),
  }
}

const modify = (url: string, dn: string, password: string) =>
  `ldapmodify -x -H ${url} -D ${dn} -w ${password}`
