import type { EngineContext } from '../context.ts'
import { recordAudit, systemActor } from './record-audit.ts'

/**
 * The first entry of the audit log, when there is none: an empty log is a broken one from then on. It tells whether the
 * database was new: of one with directories in it, the log before was taken away.
 */
export function beginAudit(context: Pick<EngineContext, 'store' | 'keyring' | 'now'>): Promise<void> {
  return context.store.transaction(async (db) => {
    if (await db.selectFrom('audit').select('id').limit(1).executeTakeFirst()) return
    const { directories } = await db
      .selectFrom('directories')
      .select(({ fn }) => fn.countAll().as('directories'))
      .executeTakeFirstOrThrow()
    const facts = { directories: Number(directories) }
    await recordAudit(context, db, { caller: systemActor, action: 'audit.begun', facts })
  })
}
