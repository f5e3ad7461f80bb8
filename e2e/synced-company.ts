import { endpoints, type Directory, type Settings } from '@bindery/contract'
import {
  draftFor,
  seedAccounts,
  startServer,
  adminHeaders,
  startSlapd,
  type RunningServer,
  type Slapd,
  type SlapdOptions,
} from '@bindery/testbed'
import { applyPlan, ask, previewOf } from './api.ts'

export interface ConnectedCompany {
  slapd: Slapd
  bindery: RunningServer
  directoryId: number
  stop(): Promise<void>
}

/** A company after its first syncs, two people on hold, with another plan waiting. */
export interface SyncedCompany extends ConnectedCompany {
  appliedPlan: number
  waitingPlan: number
  run: number
  /** Ids of one linked person and one linked group. */
  person: number
  group: number
}

/** Brings a directory and its accounts to where every screen has something to show. */
export async function syncedCompany(): Promise<SyncedCompany> {
  const company = await connectedCompany()
  const { slapd, directoryId: id } = company
  const { url } = company.bindery
  const first = await previewOf(url, id)
  const run = await applyPlan(url, first)
  await deletePeople(slapd, ['clara.copperfield', 'zoe.backerin'])
  await applyPlan(url, await previewOf(url, id))
  await changeTitles(slapd)
  const second = await previewOf(url, id)
  const people = await ask(url, endpoints.listPeople, { query: { text: 'alba.quintero' } })
  const groups = await ask(url, endpoints.listGroups, { query: { text: 'book-club' } })
  return {
    ...company,
    appliedPlan: first.id,
    waitingPlan: second.id,
    run: run.id,
    person: people.items[0]?.id ?? 0,
    group: groups.items[0]?.id ?? 0,
  }
}

/** A company connected two-way and enabled, before its first sync. */
export async function connectedCompany(
  options: SlapdOptions = {},
  change: (settings: Settings) => void = () => undefined,
): Promise<ConnectedCompany> {
  const [slapd, bindery] = await Promise.all([startSlapd({ load: 'sample', ...options }), startServer()])
  const { url } = bindery
  await seedAccounts(url)
  const draft = draftFor(slapd)
  draft.settings.policy.direction = 'two_way'
  change(draft.settings)
  const { id } = await ask(url, endpoints.createDirectory, { body: draft })
  await enableTested(url, id, draft.settings)
  const stop = async () => {
    await bindery.stop()
    await slapd.stop()
  }
  return { slapd, bindery, directoryId: id, stop }
}

/** Tests a directory as it is saved, and switches it on: only what passed its test can be enabled. */
export async function enableTested(url: string, id: number, settings: unknown): Promise<void> {
  await testSaved(url, id, settings)
  await enable(url, id)
}

async function testSaved(url: string, directoryId: number, settings: unknown): Promise<void> {
  const keep = { keep: true }
  const response = await fetch(`${url}${endpoints.testConnection.path}`, {
    method: endpoints.testConnection.method,
    headers: { ...adminHeaders(url), 'content-type': 'application/json' },
    body: JSON.stringify({ directoryId, settings, secrets: { bindPassword: keep, clientKey: keep } }),
  })
  await response.text()
}

/** Tests changed settings and saves them, which is what a directory that is switched on asks for. */
export async function saveTested(
  url: string,
  id: number,
  change: (settings: Settings) => void,
): Promise<void> {
  const { settings } = await ask(url, endpoints.getDirectory, { id })
  change(settings)
  await testSaved(url, id, settings)
  await changeDirectory(url, id, (directory) => (directory.settings = settings))
}

const enable = (url: string, id: number) =>
  changeDirectory(url, id, (directory) => (directory.enabled = true))

/** Saves a change of a directory's settings as another admin would: against the version that there is now. */
export async function changeDirectory(
  url: string,
  id: number,
  change: (directory: Pick<Directory, 'name' | 'enabled' | 'settings'>) => void,
): Promise<void> {
  const { name, enabled, settings, version } = await ask(url, endpoints.getDirectory, { id })
  const changed = { name, enabled, settings }
  change(changed)
  const keep = { keep: true }
  const body = { ...changed, secrets: { bindPassword: keep, clientKey: keep } }
  await ask(url, endpoints.updateDirectory, { id, body, ifMatch: version })
}

/** They are on hold from the next sync on. */
async function deletePeople(slapd: Slapd, uids: readonly string[]): Promise<void> {
  const people = await slapd.search([`(|${uids.map((uid) => `(uid=${uid})`).join('')})`, 'dn'])
  await slapd.modify(people.map(({ dn }) => `dn: ${dn}\nchangetype: delete\n`).join('\n'))
}

async function changeTitles(slapd: Slapd): Promise<void> {
  const people = await slapd.search(['-b', slapd.usersBase, '(&(objectClass=inetOrgPerson)(title=*))', 'dn'])
  const records = people
    .slice(0, 12)
    .map(({ dn }, index) => `dn: ${dn}\nchangetype: modify\nreplace: title\ntitle: Navigator ${index}\n`)
  await slapd.modify(records.join('\n'))
}
