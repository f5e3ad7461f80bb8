import type { KeyPair } from './certificates.ts'

/** The names and passwords of every server the testbed starts. Not secrets: the servers are private and short-lived. */
export const names = {
  suffix: 'dc=example,dc=org',
  adminDn: 'cn=admin,dc=example,dc=org',
  adminPassword: 'admin-secret',
  readerDn: 'cn=reader,dc=example,dc=org',
  readerPassword: 'reader-secret',
  configDn: 'cn=config',
  policyDn: 'cn=default,ou=policies,dc=example,dc=org',
} as const

/** What a configuration depends on. */
export interface ConfigInput {
  directory: string
  certificate: KeyPair
  authorityFile: string
  requireClientCertificate: boolean
  unique: readonly string[]
  syncProvider: boolean
  memberOf: boolean
  sessionLog: number
}

const modules = ['back_mdb', 'refint', 'unique', 'ppolicy', 'syncprov', 'accesslog']
const schemas = ['core', 'cosine', 'inetorgperson', 'nis']

/** The slapd.conf text of a private server; `slaptest -F` turns it into a configuration that can change live. */
export function writeConfig(input: ConfigInput): string {
  return [...globalLines(input), ...accessLogLines(input), ...mainLines(input), ''].join('\n')
}

function globalLines(input: ConfigInput): string[] {
  return [
    ...schemas.map((schema) => `include /etc/ldap/schema/${schema}.schema`),
    `pidfile "${input.directory}/slapd.pid"`,
    `argsfile "${input.directory}/slapd.args"`,
    'modulepath /usr/lib/ldap',
    ...[...modules, ...(input.memberOf ? ['memberof'] : [])].map((module) => `moduleload ${module}`),
    `TLSCACertificateFile "${input.authorityFile}"`,
    `TLSCertificateFile "${input.certificate.certificateFile}"`,
    `TLSCertificateKeyFile "${input.certificate.keyFile}"`,
    `TLSVerifyClient ${input.requireClientCertificate ? 'demand' : 'never'}`,
    'threads 4',
    'tool-threads 2',
    'database config',
    `rootdn ${names.configDn}`,
    `rootpw ${names.adminPassword}`,
  ]
}

function accessLogLines(input: ConfigInput): string[] {
  return [
    'database mdb',
    'suffix cn=accesslog',
    'rootdn cn=accesslog',
    `directory "${input.directory}/accesslog"`,
    'maxsize 4294967296',
    'index reqStart,entryCSN,objectClass eq',
    `access to * by dn.exact="${names.adminDn}" read by * none`,
  ]
}

function mainLines(input: ConfigInput): string[] {
  return [
    'database mdb',
    `suffix ${names.suffix}`,
    `rootdn ${names.adminDn}`,
    `rootpw ${names.adminPassword}`,
    `directory "${input.directory}/main"`,
    // Room for a million people; the file is as large as they take.
    'maxsize 17179869184',
    'index objectClass,entryUUID,entryCSN,uid,mail,cn,sn,employeeNumber,uniqueMember,member eq',
    ...(input.memberOf ? ['index memberOf eq'] : []),
    `limits dn.exact="${names.readerDn}" size=unlimited time=unlimited`,
    'access to attrs=userPassword by self =xw by anonymous auth by * none',
    `access to * by dn.exact="${names.readerDn}" read by anonymous auth by * none`,
    ...overlayLines(input),
  ]
}

function overlayLines(input: ConfigInput): string[] {
  return [
    ...(input.memberOf ? memberOfLines('groupOfUniqueNames', 'uniqueMember') : []),
    ...(input.memberOf ? memberOfLines('groupOfNames', 'member') : []),
    'overlay refint',
    'refint_attributes uniqueMember member manager',
    // No refint_nothing: as on most servers, a last member stays dangling, since the group's class demands one.
    'overlay unique',
    ...input.unique.map((attribute) => `unique_uri "ldap:///${names.suffix}?${attribute}?sub"`),
    'overlay ppolicy',
    `ppolicy_default "${names.policyDn}"`,
    ...(input.syncProvider ? ['overlay syncprov'] : []),
    ...(input.syncProvider && input.sessionLog > 0 ? [`syncprov-sessionlog ${input.sessionLog}`] : []),
    'overlay accesslog',
    'logdb cn=accesslog',
    'logops writes',
    'logsuccess TRUE',
  ]
}

function memberOfLines(group: string, member: string): string[] {
  return [
    'overlay memberof',
    `memberof-group-oc ${group}`,
    `memberof-member-ad ${member}`,
    'memberof-memberof-ad memberOf',
  ]
}
