import {
  defaultSettings,
  type Directory,
  type Impact,
  type ImpactStep,
  type Operation,
  type Person,
  type Plan,
  type PlanChange,
  type PlanMember,
  type Run,
  type Settings,
  type Verbs,
} from '@bindery/contract'
import { openEngine, systemClock, type Clock } from '@bindery/engine'
import type { Slapd } from '@bindery/testbed'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { testCaller } from '../src/test-caller.ts'
import { allowNetworks, dataAt, removeData } from '../src/test-data.ts'

/** Changes some settings before they are saved. */
export type Tweak = (settings: Settings) => void

/** Where a company's directory is: a real slapd, or the address of a scripted server. */
type Server = Pick<Slapd, 'ldapUrl' | 'adminDn' | 'adminPassword'>

/** A row of a plan, with everyone whom it adds to a group or takes out of it. */
export interface SeenChange extends PlanChange {
  readonly changed: readonly PlanMember[]
}
export interface Preview {
  readonly plan: Plan
  readonly changes: readonly SeenChange[]
  /** Rows that can be applied and are not mere agreement on what both sides hold already. */
  readonly proposals: readonly SeenChange[]
}
export interface Applied {
  readonly run: Run
  readonly operations: readonly Operation[]
}
export type Company = Awaited<ReturnType<typeof openCompany>>

const asked = {
  params: undefined,
  query: undefined,
  body: undefined,
  version: undefined,
  caller: testCaller('tester'),
}

async function last<Item>(items: AsyncIterable<Item>): Promise<Item> {
  let found: Item | undefined
  for await (const item of items) found = item
  if (found === undefined) throw new Error('The stream ended without a word')
  return found
}

async function allPages<Item>(
  load: (after: string | undefined) => Promise<{ items: Item[]; next: string | null }>,
): Promise<Item[]> {
  const items: Item[] = []
  for (let after: string | undefined; ;) {
    const page = await load(after)
    items.push(...page.items)
    if (page.next === null) return items
    after = page.next
  }
}

/** Every row of a plan. */
export async function changesOf(verbs: Verbs, call: Company['call'], planId: number): Promise<SeenChange[]> {
  const of = (id: number, after: string | undefined) => ({
    ...call,
    params: { id },
    query: { limit: 500, after },
  })
  const rows = await allPages((after) => verbs.listChanges(of(planId, after)))
  const changes: SeenChange[] = []
  for (const row of rows) {
    const changed = row.members ? await allPages((after) => verbs.listChangedMembers(of(row.id, after))) : []
    changes.push({ ...row, changed })
  }
  return changes
}

/** An engine on a data directory of its own, and a database of its own where none is given, with one directory that was tested, saved and enabled through the verbs. */
export async function openCompany(
  server: Server,
  tweak: Tweak = () => undefined,
  clock: Clock = systemClock,
  databaseUrl?: string,
) {
  const dataDir = await mkdtemp(join(tmpdir(), 'bindery-engine-test-'))
  const engine = await openEngine({
    ...(databaseUrl ? { dataDir, databaseUrl } : await dataAt(dataDir)),
    allowNetworks,
    clock,
  })
  const { verbs } = engine
  const call = { ...asked, signal: new AbortController().signal }
  const settings = defaultSettings()
  settings.connection = { ...settings.connection, urls: [server.ldapUrl], bindDn: server.adminDn }
  settings.policy.direction = 'two_way'
  tweak(settings)
  const secrets = { bindPassword: { set: server.adminPassword }, clientKey: { keep: true as const } }
  const inputOf = (changed: Settings) => ({ name: 'Company', enabled: true, settings: changed, secrets })

  async function passTest(changed: Settings, directoryId: number | null): Promise<void> {
    const draft = { directoryId, settings: changed, secrets }
    for await (const step of verbs.testConnection({ ...call, body: draft }))
      if (step.state === 'failed') throw new Error(`${step.name}: ${step.error?.message} ${step.error?.raw}`)
  }
  await passTest(settings, null)
  const { id } = await verbs.createDirectory({ ...call, body: inputOf(settings) })
  const params = { id }

  async function endOfPreview(draft: Settings | undefined): Promise<Plan> {
    const body = draft ? { draft: { directoryId: id, settings: draft, secrets } } : { draft: undefined }
    const { planId } = await verbs.startPreview({ ...call, params, body })
    return endOf(planId)
  }
  const endOf = (planId: number) => last(verbs.planEvents({ ...call, params: { id: planId } }))

  /** Previews the saved settings, or a draft of changed ones. */
  const preview = async (draft?: Settings) => toPreview(await endOfPreview(draft))
  /** Previews the saved settings, proposing to re-link who has a new stable id. */
  const relinkPreview = async () => {
    const { planId } = await verbs.startPreview({ ...call, params, body: { relink: true } })
    return ready(planId)
  }
  /** Previews the saved settings by reading everything, whatever changed. */
  const fullPreview = async () => {
    const { planId } = await verbs.startPreview({ ...call, params, body: { full: true } })
    return ready(planId)
  }
  /** A plan that is being made, once it is ready, with its rows. */
  const ready = async (planId: number) => toPreview(await endOf(planId))

  async function toPreview(plan: Plan): Promise<Preview> {
    if (plan.state !== 'ready') throw new Error(`The plan is ${plan.state}: ${plan.failure?.message}`)
    const changes = await changesOf(verbs, call, plan.id)
    return { plan, changes, proposals: changes.filter((row) => row.applicable && row.kind !== 'agree') }
  }

  /** A preview of settings changed so that it must fail: how, and whatever it proposes all the same. */
  async function failedPreview(change: Tweak): Promise<{ plan: Plan; changes: PlanChange[] }> {
    const { settings: draft } = await directory()
    change(draft)
    const plan = await endOfPreview(draft)
    if (plan.state !== 'failed') throw new Error(`The plan is ${plan.state}: ${plan.sentence}`)
    return { plan, changes: await changesOf(verbs, call, plan.id) }
  }

  /** What changed settings would do: the steps until the last, which is alone in having an impact or a failure. */
  async function impactSteps(
    change: Tweak,
    { signal = call.signal, password = server.adminPassword } = {},
  ): Promise<ImpactStep[]> {
    const { settings: changed } = await directory()
    change(changed)
    const draft = {
      directoryId: id,
      settings: changed,
      secrets: { ...secrets, bindPassword: { set: password } },
    }
    return Array.fromAsync(verbs.measureImpact({ ...call, params, body: { draft }, signal }))
  }
  async function impact(change: Tweak, account?: { password: string }): Promise<Impact> {
    const end = (await impactSteps(change, account)).at(-1)
    if (end?.state !== 'done') throw new Error(`No impact: ${JSON.stringify(end)}`)
    return end.impact
  }

  /** Applies a plan, with an approval where the guard wants one and `approve` says so. */
  async function apply(plan: Plan, { approve = false } = {}): Promise<Applied> {
    const hashes = { planHash: plan.planHash, selectionHash: plan.selectionHash }
    const request = { ...call, params: { id: plan.id } }
    if (approve) await verbs.approvePlan({ ...request, body: { ...hashes, reason: 'looked at it' } })
    const { runId } = await verbs.applyPlan({ ...request, body: hashes })
    const run = await last(verbs.runEvents({ ...call, params: { id: runId } }))
    const operations = await allPages((after) =>
      verbs.listOperations({ ...call, params: { id: runId }, query: { limit: 500, after } }),
    )
    return { run, operations }
  }

  async function sync(options?: { approve?: boolean }): Promise<Preview & Applied> {
    const previewed = await preview()
    return { ...previewed, ...(await apply(previewed.plan, options)) }
  }

  const directory = (): Promise<Directory> => verbs.getDirectory({ ...call, params })
  /** Tests and saves changed settings. */
  async function save(change: Tweak): Promise<Directory> {
    const { settings: changed, version } = await directory()
    change(changed)
    await passTest(changed, id)
    return verbs.updateDirectory({ ...call, params, version, body: inputOf(changed) })
  }

  const everybody = () => allPages((after) => verbs.listPeople({ ...call, query: { limit: 500, after } }))
  const everyGroup = () => allPages((after) => verbs.listGroups({ ...call, query: { limit: 500, after } }))
  async function person(username: string): Promise<Person> {
    const row = (await everybody()).find((found) => found.username === username)
    if (!row) throw new Error(`There is no account ${username}`)
    return verbs.getPerson({ ...call, params: { id: row.id } })
  }
  async function group(name: string) {
    const row = (await everyGroup()).find((found) => found.name === name)
    if (!row) throw new Error(`There is no group ${name}`)
    return row
  }
  /** The usernames of a group's members. */
  async function members(name: string): Promise<string[]> {
    const { id: groupId } = await group(name)
    const rows = await allPages((after) =>
      verbs.listMembers({ ...call, params: { id: groupId }, query: { limit: 500, after } }),
    )
    return rows.map((row) => row.username).toSorted()
  }
  async function editPerson(username: string, body: Parameters<Verbs['updatePerson']>[0]['body']) {
    const { id: personId, version } = await person(username)
    return verbs.updatePerson({ ...call, params: { id: personId }, version, body })
  }
  const addPerson = (input: Partial<Person> & { username: string }) =>
    verbs.createPerson({ ...call, body: { ...emptyPerson, ...input } })
  async function deletePerson(username: string): Promise<void> {
    const { id: personId, version } = await person(username)
    await verbs.deletePerson({ ...call, params: { id: personId }, version })
  }
  async function deleteGroup(name: string): Promise<void> {
    const { id: groupId, version } = await group(name)
    await verbs.deleteGroup({ ...call, params: { id: groupId }, version })
  }
  const holds = async (state: 'open' | 'ended' = 'open') =>
    (await verbs.listHolds({ ...call, query: { state, limit: 500 } })).items
  const addGroup = (name: string) => verbs.createGroup({ ...call, body: { name, description: '' } })
  async function editMembers(name: string, change: { add?: string[]; remove?: string[] }) {
    const ids = async (usernames: string[] = []) =>
      (await Promise.all(usernames.map(person))).map((found) => found.id)
    const body = { add: await ids(change.add), remove: await ids(change.remove) }
    return verbs.changeMembers({ ...call, params: { id: (await group(name)).id }, body })
  }

  let closed: Promise<void> | undefined
  const closeEngine = () => (closed ??= engine.close())

  return {
    verbs,
    databaseReady: () => engine.ready(),
    call,
    directoryId: id,
    /** As first saved. */
    settings,
    secrets,
    directory,
    save,
    preview,
    relinkPreview,
    fullPreview,
    ready,
    endOf,
    failedPreview,
    impactSteps,
    impact,
    apply,
    sync,
    everybody,
    everyGroup,
    person,
    group,
    members,
    editPerson,
    addPerson,
    deletePerson,
    deleteGroup,
    holds,
    addGroup,
    editMembers,
    dataDir,
    /** Ends the engine; its data stays until `close`. */
    closeEngine,
    close: async () => {
      await closeEngine()
      await removeData(dataDir)
    },
  }
}

const emptyPerson = {
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
