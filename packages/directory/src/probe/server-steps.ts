import type { ServerKind } from '@bindery/contract'
import type { Schema } from '@bindery/contract/ldap-text'
import { isGlobalCatalog } from '@bindery/contract/words'
import { bind } from '../connect/bind.ts'
import { describeServer, whoAmI } from '../connect/describe-server.ts'
import { createDirectory } from '../session.ts'
import { stableIdCandidates } from '../stable-id.ts'
import { required, type ProbeRun, type StepOutcome } from './probe-types.ts'

/** Does the server take us for who we say? */
export async function authenticate(run: ProbeRun): Promise<StepOutcome> {
  const wire = required(run.wire)
  await bind(wire, run.options)
  const asked = await whoAmI(wire)
  const identity = asked === '' ? run.options.connection.bindDn : asked
  return { state: 'ok', summary: `Bound as ${identity}.`, details: [{ label: 'Bound as', value: identity }] }
}

/** What kind of server is it, and what does it serve? */
export async function describeRoot(run: ProbeRun): Promise<StepOutcome> {
  const { address } = required(run.reached)
  const wire = required(run.wire)
  const server = await describeServer(wire, run.options, address.url)
  run.directory = createDirectory(wire, server, run.options.connection.pageSize)
  const { assertion, postRead, paging } = server.supports
  const served = [
    ...(paging ? ['paged results'] : []),
    ...(assertion ? ['assertion'] : []),
    ...(postRead ? ['post-read'] : []),
  ]
  const { kind, activeDirectory, defaultNamingContext, functionalLevel } = server
  const asked = run.options.connection.activeDirectory
  const stays = staysTheSame(await run.directory.schema(), server.stableIdAttribute)
  const known = `${server.vendor}; entries are known by ${server.stableIdAttribute}`
  return {
    state: stays ? 'ok' : 'warning',
    server: { kind, activeDirectory, defaultNamingContext },
    summary: stays
      ? `${known}.`
      : `${known}, which can change: whoever it changes for would look like somebody else. Leave the stable id attribute to Bindery, or name one that the server sets once, such as entryUUID.`,
    details: [
      { label: 'Vendor', value: server.vendor },
      { label: 'Kind', value: kindWords[kind] },
      {
        label: 'Active Directory',
        value: `${activeDirectory ? 'yes' : 'no'}${asked === 'auto' ? '' : ', by the setting'}`,
      },
      ...(isGlobalCatalog(server.url)
        ? [{ label: 'Global catalog', value: 'yes: read-only, with part of the attributes of each entry' }]
        : []),
      ...(defaultNamingContext === '' ? [] : [{ label: 'Domain', value: defaultNamingContext }]),
      ...(functionalLevel === null
        ? []
        : [{ label: 'Functional level', value: levelWords[functionalLevel] ?? functionalLevel }]),
      ...server.namingContexts.map((value) => ({ label: 'Naming context', value })),
      { label: 'Stable id', value: server.stableIdAttribute },
      { label: 'Controls', value: served.join(', ') || 'none of those Bindery uses' },
    ],
  }
}

/** Set by the server once: nobody may write it, and it is no name, which follows the entry. */
function staysTheSame(schema: Schema, name: string): boolean {
  const type = schema.attribute(name)
  const isKnown = stableIdCandidates.some((candidate) => candidate.toLowerCase() === name.toLowerCase())
  // What the server does not define is told by the search for people.
  if (isKnown || type === undefined) return true
  return type.noUserModification && type.syntax !== dnSyntax
}

/** Distinguished Name (RFC 4517 §3.3.9). */
const dnSyntax = '1.3.6.1.4.1.1466.115.121.1.12'

const kindWords: Record<ServerKind, string> = {
  active_directory: 'Active Directory domain controller',
  samba: 'Samba, as a domain controller of Active Directory',
  openldap: 'OpenLDAP',
  '389': '389 Directory Server',
  freeipa: 'FreeIPA',
  other: 'an LDAP server',
}

/** MS-ADTS §6.1.4.3. */
const levelWords: Readonly<Record<string, string>> = {
  '0': 'Windows 2000',
  '1': 'Windows Server 2003, interim',
  '2': 'Windows Server 2003',
  '3': 'Windows Server 2008',
  '4': 'Windows Server 2008 R2',
  '5': 'Windows Server 2012',
  '6': 'Windows Server 2012 R2',
  '7': 'Windows Server 2016',
  '10': 'Windows Server 2025',
}
