import type { ServerKind } from '@bindery/contract'

/** What a domain controller says it is: LDAP_CAP_ACTIVE_DIRECTORY_OID (MS-ADTS §3.1.1.3.4.3). */
const activeDirectory = '1.2.840.113556.1.4.800'

/** The values of a root DSE attribute, by its name. */
export type RootValues = (name: string) => readonly string[]

/** Which server this is, by its root DSE (RFC 4512 §5.1). */
export function serverKind(values: RootValues): ServerKind {
  const vendor = values('vendorName').join(' ')
  if (values('supportedCapabilities').includes(activeDirectory))
    return /samba/i.test(vendor) ? 'samba' : 'active_directory'
  if (values('objectClass').includes('OpenLDAProotDSE')) return 'openldap'
  if (!/389 project/i.test(vendor)) return 'other'
  // FreeIPA keeps a certificate authority's records beside the directory.
  return values('namingContexts').some((context) => /^o=ipaca$/i.test(context)) ? 'freeipa' : '389'
}

/** What a domain controller gives a new user or group that comes without (MS-ADTS §3.1.1.5.2). */
export const suppliedByActiveDirectory = [
  'instanceType',
  'nTSecurityDescriptor',
  'objectCategory',
  'objectSid',
  'sAMAccountName',
  'groupType',
]

/** What a domain controller keeps of users and groups, and takes from nobody (MS-SAMR §3.1.1.8, MS-ADTS §3.1.1.5.2). */
export const keptByActiveDirectory = [
  'badpasswordtime',
  'badpwdcount',
  'lastlogoff',
  'lastlogon',
  'lastlogontimestamp',
  'lockouttime',
  'logoncount',
  'objectcategory',
  'primarygroupid',
  'pwdlastset',
  'samaccounttype',
]

/** Does this kind of server work as Active Directory does? */
export const isActiveDirectory = (kind: ServerKind) => kind === 'active_directory' || kind === 'samba'
