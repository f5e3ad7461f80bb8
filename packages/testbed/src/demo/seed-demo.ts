import {
  defaultSettings,
  endpoints,
  fillPreset,
  groupSchema,
  personSchema,
  presets,
  type DirectoryInput,
  type Endpoint,
} from '@bindery/contract'
import { adminHeaders } from './make-admin.ts'
import { sampleAccounts } from '../company/sample-accounts.ts'
import type { Samba } from '../samba/start-samba.ts'
import type { Slapd } from '../slapd/start-slapd.ts'

/** Fills a fresh server through its public API: the sample accounts, their groups, and a draft for this directory. */
export async function seedDemo(url: string, draft: DirectoryInput): Promise<void> {
  await seedAccounts(url)
  await call(url, endpoints.createDirectory, draft)
}

/** The sample accounts and their groups alone, through the public API of a fresh server. */
export async function seedAccounts(url: string): Promise<void> {
  const { people, groups } = sampleAccounts()
  const ids = new Map<string, number>()
  for (const account of people) {
    const { id } = personSchema.parse(await call(url, endpoints.createPerson, account))
    ids.set(account.username, id)
  }
  for (const { members, ...group } of groups) {
    const { id } = groupSchema.parse(await call(url, endpoints.createGroup, group))
    const add = members.flatMap((username) => ids.get(username) ?? [])
    await call(url, endpoints.changeMembers, { add }, id)
  }
}

/** The connection to this directory, filled in but not switched on. */
export function draftFor(
  slapd: Pick<Slapd, 'ldapsUrl' | 'caPem' | 'adminDn' | 'adminPassword'>,
): DirectoryInput {
  const settings = defaultSettings()
  return {
    name: 'Sample company',
    enabled: false,
    settings: {
      ...settings,
      connection: {
        ...settings.connection,
        urls: [slapd.ldapsUrl],
        caBundle: slapd.caPem,
        bindDn: slapd.adminDn,
      },
    },
    secrets: { bindPassword: { set: slapd.adminPassword }, clientKey: { keep: true } },
  }
}

/** The same for a domain, filled in by its preset and bound to as an account with the least rights. */
export function draftForDomain(
  samba: Pick<
    Samba,
    'ldapsUrl' | 'caPem' | 'suffix' | 'usersBase' | 'groupsBase' | 'serviceName' | 'servicePassword'
  >,
): DirectoryInput {
  const { serviceName: adminDn, servicePassword: adminPassword, usersBase, groupsBase } = samba
  const { settings, ...draft } = draftFor({ ...samba, adminDn, adminPassword })
  const preset = presets.find(({ id }) => id === 'active_directory')
  if (preset === undefined) throw new Error('There is no preset for Active Directory')
  const people = { ...settings.people, bases: [{ dn: usersBase, scope: 'subtree' as const }] }
  const groups = { ...settings.groups, bases: [{ dn: groupsBase, scope: 'subtree' as const }] }
  return { ...draft, settings: fillPreset(preset, { ...settings, people, groups }, samba.suffix) }
}

async function call(url: string, endpoint: Endpoint, body: unknown, id = 0): Promise<unknown> {
  const response = await fetch(`${url}${endpoint.path.replace(':id', String(id))}`, {
    method: endpoint.method,
    headers: { 'content-type': 'application/json', ...adminHeaders(url) },
    body: JSON.stringify(body),
  })
  if (!response.ok) {
    throw new Error(`${endpoint.method} ${endpoint.path} was refused: ${await response.text()}`)
  }
  return response.json()
}
