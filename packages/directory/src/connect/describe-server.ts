import { ExtendedRequest } from 'ldapts'
import { failure } from '../problems.ts'
import { stableIdCandidates } from '../stable-id.ts'
import type { ConnectOptions, ServerInfo } from '../types.ts'
import { findOwnAccount } from './find-own-account.ts'
import {
  isActiveDirectory,
  keptByActiveDirectory,
  serverKind,
  suppliedByActiveDirectory,
} from './server-kind.ts'
import { controlOids } from '../wire/controls.ts'
import { readSchema } from '../read/read-schema.ts'
import { textValues } from '../wire/entry-values.ts'
import { passwordModifyOid, whoAmIOid } from '../wire/operation-oids.ts'
import { askSearch, searchAll } from '../wire/search.ts'
import type { Wire } from '../wire/wire.ts'

/** The root DSE, and what only this package needs of it. */
export interface ServerFacts extends ServerInfo {
  readonly schemaDn: string
  /** Naming contexts that the bind account can see and that hold a directory, not a server's own records. */
  readonly searchable: readonly string[]
  readonly servesWhoAmI: boolean
  /** What Who am I answered at the beginning; '' where it is not served. */
  readonly identity: string
  /** SIDs that own what we create; none but on a domain controller. */
  readonly owners: readonly string[]
  /** Of the domain (domainFunctionality, MS-ADTS §6.1.4.3), where there is one: a number. */
  readonly functionalLevel: string | null
}

const serverRecords = /^(auditContainer|olcGlobal|monitorServer)$/i

/** Reads the root DSE (RFC 4512 §5.1) and finds out who we are. Rejects with `DirectoryError`, so for no_stable_id. */
export async function describeServer(wire: Wire, options: ConnectOptions, url: string): Promise<ServerFacts> {
  const [root] = await searchAll(wire, {
    base: '',
    scope: 'base',
    filter: '(objectClass=*)',
    // Domain controllers tell the last one only by its name.
    attributes: ['*', '+', 'tokenGroups'],
  })
  const values = (name: string) => (root === undefined ? [] : textValues(root, name))
  const namingContexts = values('namingContexts')
  const contexts = await Promise.all(namingContexts.map((base) => lookAt(wire, base)))
  const searchable = contexts.filter((one) => one.visible).map((one) => one.base)
  const named = options.connection.stableIdAttribute
  const found = stableIdCandidates.find((name) => contexts.some((one) => one.visible && one.ids.has(name)))
  const schemaDn = values('subschemaSubentry')[0] ?? ''
  const stableIdAttribute = named ?? found ?? (await definedCandidate(wire, schemaDn))
  if (stableIdAttribute === undefined) throw failure('no_stable_id')
  const servesWhoAmI = values('supportedExtension').includes(whoAmIOid)
  const controls = values('supportedControl')
  const kind = serverKind(values)
  const said = options.connection.activeDirectory
  const activeDirectory = said === 'auto' ? isActiveDirectory(kind) : said === 'yes'
  const identity = servesWhoAmI ? await whoAmI(wire) : ''
  const defaultNamingContext = values('defaultNamingContext')[0] ?? ''
  const account = activeDirectory ? await findOwnAccount(wire, root, defaultNamingContext) : null
  return {
    url,
    kind,
    activeDirectory,
    supplies: activeDirectory ? suppliedByActiveDirectory : [],
    keeps: activeDirectory ? keptByActiveDirectory : [],
    vendor: vendorOf(values),
    namingContexts,
    defaultNamingContext,
    searchable,
    stableIdAttribute,
    servesWhoAmI,
    functionalLevel: values('domainFunctionality')[0] ?? null,
    identity,
    boundAs: account?.dn ?? (servesWhoAmI ? identity : options.connection.bindDn),
    owners: account?.owners ?? [],
    schemaDn,
    supports: {
      assertion: controls.includes(controlOids.assertion),
      postRead: controls.includes(controlOids.postRead),
      paging: controls.includes(controlOids.paging),
      passwordModify: values('supportedExtension').includes(passwordModifyOid),
      changes: activeDirectory || controls.includes(controlOids.syncRequest),
    },
  }
}

/** For an account that may not read the top of the tree: the id attribute that the schema defines. */
async function definedCandidate(wire: Wire, schemaDn: string): Promise<string | undefined> {
  const schema = await readSchema(wire, schemaDn)
  return stableIdCandidates.find((name) => schema.attribute(name) !== undefined)
}

/** The identity the server knows us by (RFC 4532), without its `dn:`. */
export async function whoAmI(wire: Wire): Promise<string> {
  const reply = await wire.ask((messageId) => new ExtendedRequest({ messageId, oid: whoAmIOid }))
  return reply.code === 0 ? reply.value.replace(/^dn:/i, '') : ''
}

async function lookAt(wire: Wire, base: string) {
  const attributes = ['objectClass', ...stableIdCandidates]
  const reply = await askSearch(wire, { base, scope: 'base', filter: '(objectClass=*)', attributes })
  const values = (name: string) => reply.entries.flatMap((entry) => textValues(entry, name))
  return {
    base,
    visible: reply.code === 0 && !values('objectClass').some((name) => serverRecords.test(name)),
    ids: new Set<string>(stableIdCandidates.filter((name) => values(name).length > 0)),
  }
}

function vendorOf(values: (name: string) => string[]): string {
  const [vendor = '', version = ''] = [values('vendorName')[0], values('vendorVersion')[0]]
  if (vendor !== '') return [vendor, version].filter((part) => part !== '').join(' ')
  if (values('objectClass').includes('OpenLDAProotDSE')) return 'OpenLDAP'
  return values('forestFunctionality').length > 0 ? 'Active Directory' : 'an LDAP server'
}
