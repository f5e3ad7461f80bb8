import type { Settings } from '@bindery/contract'
import { compileRules, type CompiledRule } from '@bindery/sync'
import { lastApplied } from './last-applied.ts'
import type { ReadJob } from './preview-job.ts'

/** Notes the rules that no plan was applied with yet: what they find different, nobody need have changed. */
export async function findNewRules(job: ReadJob): Promise<void> {
  const { db } = job.task.store
  const last = await lastApplied(db, job.directoryId)
  if (!last || last.settings_version === null) return
  const saved = await db
    .selectFrom('settings_versions')
    .select('settings')
    .where('directory_id', '=', job.directoryId)
    .where('version', '=', last.settings_version)
    .executeTakeFirst()
  if (!saved) return
  const before = JSON.parse(saved.settings) as Settings
  for (const read of [job.people, job.groups]) {
    const known = new Set(compileRules(before, read.kind).filter(compares).map(identityOf))
    for (const rule of read.rules) if (!known.has(identityOf(rule))) read.newRules.add(rule.id)
  }
}

/** What only counts on creation was never compared. */
const compares = ({ onCreationOnly, pulls, pushes }: CompiledRule) => !onCreationOnly && (pulls || pushes)

const identityOf = ({ id, fingerprint }: CompiledRule) => `${id} ${fingerprint}`
