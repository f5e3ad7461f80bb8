import type { Settings } from '@bindery/contract'
import type { DirectorySession, WriteOutcome } from '@bindery/directory'
import { accountControlRule, isAwaited, type RuleBase } from '@bindery/sync'
import type { EngineContext } from '../context.ts'
import { readBases, writeBases } from '../pack/pack-bases.ts'
import type { PasswordLink } from './password-links.ts'

/**
 * Enables an entry that was created disabled for want of a password and that nobody has touched since; the base says so
 * from then on. Null: it does not wait for one.
 */
export async function enableAwaiting(
  { store }: EngineContext,
  session: DirectorySession,
  settings: Settings,
  link: PasswordLink,
): Promise<WriteOutcome | null> {
  const rule = accountControlRule(settings)
  const base = rule && (await basesOf(store.db, link))[rule.id]
  if (!rule?.pushes || base?.fingerprint !== rule.fingerprint || !isAwaited(rule, base)) return null
  const add = rule.form.write(['true'], base.raw)
  const outcome = await session.update(link, [{ attribute: rule.remoteName, remove: base.raw, add }])
  if (outcome.state === 'done')
    await store.transaction(async (db) => {
      const bases = { ...(await basesOf(db, link)), [rule.id]: { ...base, raw: add } }
      await db
        .updateTable('links')
        .set({ base: writeBases(bases), hash: '' })
        .where('directory_id', '=', link.directoryId)
        .where('stable_id', '=', link.stableId)
        .execute()
    })
  return outcome
}

async function basesOf(
  db: EngineContext['store']['db'],
  { directoryId, stableId }: PasswordLink,
): Promise<Record<string, RuleBase>> {
  const row = await db
    .selectFrom('links')
    .select('base')
    .where('directory_id', '=', directoryId)
    .where('stable_id', '=', stableId)
    .executeTakeFirst()
  return readBases(row?.base ?? '{}')
}
