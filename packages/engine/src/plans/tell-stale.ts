import type { Settings } from '@bindery/contract'
import type { Database, Tables } from '@bindery/store'
import { diffSettings } from './diff-settings.ts'

/** Why a plan no longer fits, in words; '' when it does (S38). */
export async function tellStale(db: Database, plan: Tables['plans']): Promise<string> {
  if (plan.state !== 'ready') return ''
  return (await tellNewSettings(db, plan)) || (await tellNewerRun(db, plan))
}

async function tellNewSettings(db: Database, plan: Tables['plans']): Promise<string> {
  if (plan.settings_version === null) return ''
  const current = await db
    .selectFrom('directories')
    .select('version')
    .where('id', '=', plan.directory_id)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (!current) return 'The directory was removed.'
  if (current.version === plan.settings_version) return ''
  const versions = await db
    .selectFrom('settings_versions')
    .select(['version', 'settings', 'actor'])
    .where('directory_id', '=', plan.directory_id)
    .where('version', 'in', [plan.settings_version, current.version])
    .execute()
  const [before, after] = [plan.settings_version, current.version].map((version) =>
    versions.find((row) => row.version === version),
  )
  if (!before || !after) return 'The settings were saved since.'
  const changed = diffSettings(
    JSON.parse(before.settings) as Settings,
    JSON.parse(after.settings) as Settings,
  )
  // A new name, password or switch leaves scope and mapping as they were reviewed.
  if (changed === '') return ''
  return `Settings saved since by ${after.actor}: ${changed}. Preview again.`
}

async function tellNewerRun(db: Database, plan: Tables['plans']): Promise<string> {
  const run = await db
    .selectFrom('runs')
    .select('plan_id')
    .where('directory_id', '=', plan.directory_id)
    .where('started_at', '>=', plan.created_at)
    .where('plan_id', '!=', plan.id)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return run ? `Plan ${run.plan_id} was applied since. Preview again.` : ''
}
