import { defaultSettings, type Settings } from '@bindery/contract'
import { childDn } from '@bindery/contract/ldap-text'
import type { Slapd } from '@bindery/testbed'
import { openDirectory } from './open-directory.ts'
import type {
  AttributeDelta,
  ConnectOptions,
  DirectorySession,
  Entry,
  ReadProof,
  ReadRequest,
  Target,
} from './types.ts'

type Connection = Settings['connection']

/** Options to connect to a test server over plain LDAP as its admin, with changes. */
export function optionsFor(
  server: Pick<Slapd, 'ldapUrl' | 'adminDn' | 'adminPassword'>,
  connection: Partial<Connection> = {},
  more: Partial<ConnectOptions> = {},
): ConnectOptions {
  return {
    connection: {
      ...defaultSettings().connection,
      urls: [server.ldapUrl],
      bindDn: server.adminDn,
      ...connection,
    },
    bindPassword: server.adminPassword,
    clientKey: '',
    ...more,
  }
}

/** Options for a scripted server, which takes any password. */
export function optionsForUrl(url: string, connection: Partial<Connection> = {}): ConnectOptions {
  const server = { ldapUrl: url, adminDn: 'cn=admin,dc=example,dc=org', adminPassword: 'any' }
  return optionsFor(server, { stableIdAttribute: 'entryUUID', ...connection })
}

/** Opens a session, hands it over and closes it whatever happens. */
export async function withSession<Result>(
  options: ConnectOptions,
  use: (session: DirectorySession) => Promise<Result>,
): Promise<Result> {
  const session = await openDirectory(options)
  try {
    return await use(session)
  } finally {
    await session.close()
  }
}

/** A whole read: what it handed out, and its proof. */
export async function readAll(
  session: DirectorySession,
  request: ReadRequest,
): Promise<{ entries: Entry[]; proof: ReadProof; pageSizes: number[] }> {
  const entries: Entry[] = []
  const pageSizes: number[] = []
  for await (const item of session.read(request)) {
    if ('proof' in item) return { entries, proof: item.proof, pageSizes }
    entries.push(...item.entries)
    pageSizes.push(item.entries.length)
  }
  throw new Error('the read ended without a proof')
}

/** The names of the checks that are not ok. */
export function failedChecks(proof: ReadProof): string[] {
  return proof.checks.filter((check) => !check.ok).map((check) => check.name)
}

/** Creates a person with these attributes besides the demanded ones. */
export async function createPerson(
  session: DirectorySession,
  base: string,
  uid: string,
  attributes: Record<string, string[]> = {},
): Promise<Target> {
  const dn = childDn('uid', uid, base)
  const all = { objectClass: ['inetOrgPerson'], uid: [uid], cn: [uid], sn: ['Old'], ...attributes }
  const outcome = await session.create(dn, new Map(Object.entries(all)))
  if (outcome.state !== 'done') throw new Error(JSON.stringify(outcome))
  return { dn, stableId: outcome.stableId }
}

/** An attribute's values as ldapsearch finds them. */
export async function valuesAt(
  server: Pick<Slapd, 'search'>,
  dn: string,
  attribute: string,
): Promise<readonly string[]> {
  const [entry] = await server.search(['-b', dn, '-s', 'base', '(objectClass=*)', attribute])
  return entry?.attributes[attribute] ?? []
}

/** Old values out, new ones in. */
export function delta(attribute: string, remove: string[], add: string[]): AttributeDelta {
  return { attribute, remove, add }
}
