import { defaultSettings, type Settings } from '@bindery/contract'
import { insertMany, type Tables } from '@bindery/store'
import { onTestFinished } from 'vitest'
import { sealSecrets } from '../directories/stored-secrets.ts'
import { createTasks } from '../tasks/tasks.ts'
import { testContext } from '../test-context.ts'
import type { StoredGuardInput } from './judge-plan.ts'
import type { PlanContext } from './plan-context.ts'
import { keepTallies } from './tally-plan.ts'

export const directoryId = 1
export const planId = 7
const at = '2026-03-01T11:00:00.000Z'

/** A context in which tasks can run. */
export async function planContext(): Promise<PlanContext> {
  const context = await testContext()
  const tasks = createTasks(context)
  onTestFinished(() => tasks.close())
  return { ...context, tasks }
}

/** A directory at version 1, switched on, whose server refuses every connection. */
export async function addDirectory({ keyring, store: { db } }: PlanContext): Promise<void> {
  const secrets = sealSecrets(keyring, directoryId, { bindPassword: 'secret', clientKey: '' }, {}, at)
  const directory = {
    id: directoryId,
    name: 'Lumen',
    enabled: 1,
    version: 1,
    secrets: JSON.stringify(secrets),
    deleted_at: null,
  }
  await db.insertInto('directories').values(directory).execute()
  await addVersion(db, 1, () => undefined)
}

/** Saves settings as a version of their own. */
export async function saveVersion(
  { store: { db } }: PlanContext,
  version: number,
  change: (settings: Settings) => void,
): Promise<void> {
  await addVersion(db, version, change)
  await db.updateTable('directories').set({ version }).where('id', '=', directoryId).execute()
}

async function addVersion(
  db: PlanContext['store']['db'],
  version: number,
  change: (settings: Settings) => void,
): Promise<void> {
  const settings = defaultSettings()
  settings.connection.urls = ['ldap://127.0.0.1:1']
  change(settings)
  await db
    .insertInto('settings_versions')
    .values({
      directory_id: directoryId,
      version,
      settings: JSON.stringify(settings),
      scope_hash: '',
      saved_at: '2026-03-01T11:30:00.000Z',
      actor: 'grace',
    })
    .execute()
}

const guardInput: StoredGuardInput = {
  limits: defaultSettings().policy.guard,
  totals: { accounts: { people: 40, members: 90 }, directory: { people: 250, members: 900 } },
  snapshot: { people: 250, previous: null, linked: 0 },
  settingsChanged: false,
  causes: [],
}

/** A plan as a preview leaves it, with these rows. */
export async function addPlan(
  { store: { db } }: PlanContext,
  changes: readonly Tables['plan_changes'][],
  more: Partial<Tables['plans']> = {},
): Promise<void> {
  await db
    .insertInto('plans')
    .values({
      id: planId,
      directory_id: directoryId,
      settings_version: 1,
      scope_hash: '',
      state: 'ready',
      created_at: at,
      finished_at: at,
      actor: 'ada',
      snapshot_id: null,
      plan_hash: 'a plan',
      progress: JSON.stringify({ phase: 'done', done: 1, total: 1 }),
      guard_input: JSON.stringify(guardInput),
      proof: null,
      failure: null,
      approval: null,
      sentence: '2 to create in the directory',
      run_id: null,
      undoes_run: null,
      retries_run: null,
      relinks: 0,
      reads_all: 0,
      restored: null,
      passed_whole: 0,
      same_as: null,
      ...more,
    })
    .execute()
  await insertMany(db, 'plan_changes', changes)
  await keepTallies(db, more.id ?? planId)
}

/** A row of the plan; its place is its id. */
export function row(id: number, more: Partial<Tables['plan_changes']> = {}): Tables['plan_changes'] {
  const name = more.name ?? `person-${id}`
  return {
    id,
    plan_id: planId,
    seq: id,
    side: 'accounts',
    subject_kind: 'person',
    kind: 'update',
    reason: 'changed_in_directory',
    name,
    display_name: name,
    search_text: name.toLowerCase(),
    dn: null,
    new_dn: null,
    local_id: null,
    link_id: null,
    stable_id: null,
    conflict_key: null,
    row_version: null,
    effect: 'Changes',
    why: 'Because.',
    warnings: '',
    attributes: '',
    values: '[]',
    applicable: 1,
    included: 1,
    depends_on: null,
    guard: '{}',
    payload: '{}',
    added: 0,
    removed: 0,
    unchanged: 0,
    unmanaged: 0,
    nested: 0,
    ...more,
  }
}

/** A person to be put on hold: a removal. */
export const hold = (id: number) =>
  row(id, { kind: 'hold', reason: 'gone_from_directory', guard: '{"removals":1}' })

/** A row that only tells. */
export const conflict = (id: number) =>
  row(id, { kind: 'conflict', reason: 'conflict_values', applicable: 0, included: 0 })
