import { endpoints, type Settings } from '@bindery/contract'
import {
  adminHeaders,
  draftFor,
  startServer,
  startSlapd,
  writeLdifEntry,
  type RunningServer,
  type Slapd,
} from '@bindery/testbed'
import { ask } from './api.ts'
import { enableTested } from './synced-company.ts'

/** A small company whose directory and accounts a journey brings into conflict. */
export interface ContestedCompany {
  slapd: Slapd
  bindery: RunningServer
  directoryId: number
  stop(): Promise<void>
}

const base = 'ou=users,dc=example,dc=org'
export const dnOf = (uid: string) => `uid=${uid},${base}`

/** LDIF of a person whose values follow from the uid, except what is given; an empty list leaves one out. */
export function personLdif(uid: string, more: Record<string, string[]> = {}): string {
  const attributes: Record<string, string[]> = {
    objectClass: ['inetOrgPerson'],
    uid: [uid],
    cn: [uid],
    sn: ['Tester'],
    givenName: [uid],
    displayName: [`${uid} Tester`],
    mail: [`${uid}@example.org`],
    ...more,
  }
  const given = Object.entries(attributes).filter(([, values]) => values.length > 0)
  return writeLdifEntry({ dn: dnOf(uid), attributes: Object.fromEntries(given) })
}

/** LDIF that gives an attribute of a person one value. */
export const setLdif = (uid: string, attribute: string, value: string) =>
  `dn: ${dnOf(uid)}\nchangetype: modify\nreplace: ${attribute}\n${attribute}: ${value}\n\n`

/** LDIF that deletes a person. */
export const deleteLdif = (uid: string) => `dn: ${dnOf(uid)}\nchangetype: delete\n\n`

/** Connects and enables an empty directory two-way, with the policy to ask. */
export async function contestedCompany(
  tweak: (settings: Settings) => void = () => undefined,
): Promise<ContestedCompany> {
  const [slapd, bindery] = await Promise.all([startSlapd(), startServer()])
  const draft = draftFor(slapd)
  draft.settings.policy.direction = 'two_way'
  draft.settings.policy.authority = 'ask'
  tweak(draft.settings)
  const { id } = await ask(bindery.url, endpoints.createDirectory, { body: draft })
  await enableTested(bindery.url, id, draft.settings)
  const stop = async () => {
    await bindery.stop()
    await slapd.stop()
  }
  return { slapd, bindery, directoryId: id, stop }
}

const blank = {
  employeeNumber: '',
  givenName: '',
  familyName: '',
  displayName: '',
  email: '',
  otherEmails: [],
  phone: '',
  title: '',
  department: '',
  active: true,
}

/** Adds an account. */
export const addAccount = (url: string, account: Record<string, unknown> & { username: string }) =>
  ask(url, endpoints.createPerson, { body: { ...blank, ...account } })

/** The account of this username. */
export async function accountOf(url: string, username: string) {
  const { items } = await ask(url, endpoints.listPeople, { query: { text: username } })
  const row = items.find((item) => item.username === username)
  if (!row) throw new Error(`There is no account ${username}`)
  return row
}

/** Changes an account as a person would. */
export async function editAccount(url: string, username: string, body: Record<string, unknown>) {
  const { id, version } = await accountOf(url, username)
  return ask(url, endpoints.updatePerson, { id, ifMatch: version, body })
}

/** Deletes an account as a person would. */
export async function deleteAccount(url: string, username: string): Promise<void> {
  const { id, version } = await accountOf(url, username)
  const headers = { ...adminHeaders(url), 'if-match': `"${version}"` }
  const path = endpoints.deletePerson.path.replace(':id', String(id))
  const response = await fetch(`${url}${path}`, { method: endpoints.deletePerson.method, headers })
  if (!response.ok) throw new Error(await response.text())
}
