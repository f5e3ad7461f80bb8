import type { AuditAction, Caller, Progress } from '@bindery/contract'
import { reserveIds } from '@bindery/store'
import { auditedPlan } from '../audit/audited-plan.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { EngineContext } from '../context.ts'

const atStart: Progress = { phase: 'connecting', done: 0, total: null }

/** Adds the row of a plan that a task is about to make, and to the audit log who asked for it. Returns its id. */
export async function insertPlan(
  context: EngineContext,
  plan: {
    readonly directoryId: number
    readonly caller: Caller
    readonly action: AuditAction
    /** Null: unsaved settings. */
    readonly settingsVersion: number | null
    readonly scopeHash: string
    readonly undoes?: number
    readonly retries?: number
    readonly relinks?: boolean
    readonly readsAll?: boolean
  },
): Promise<number> {
  return context.store.transaction(async (db) => {
    const id = await reserveIds(db, 'plans', 1)
    await db
      .insertInto('plans')
      .values({
        id,
        directory_id: plan.directoryId,
        settings_version: plan.settingsVersion,
        scope_hash: plan.scopeHash,
        state: 'running',
        created_at: context.now().toISOString(),
        finished_at: null,
        actor: plan.caller.name,
        snapshot_id: null,
        plan_hash: '',
        progress: JSON.stringify(atStart),
        guard_input: '{}',
        proof: null,
        failure: null,
        approval: null,
        sentence: '',
        run_id: null,
        undoes_run: plan.undoes ?? null,
        retries_run: plan.retries ?? null,
        relinks: plan.relinks ? 1 : 0,
        reads_all: plan.readsAll ? 1 : 0,
        restored: null,
        passed_whole: 0,
        same_as: null,
      })
      .execute()
    await recordAudit(context, db, {
      caller: plan.caller,
      action: plan.action,
      subject: await auditedPlan(db, { id, directory_id: plan.directoryId }),
      directoryId: plan.directoryId,
      planId: id,
      runId: plan.undoes ?? plan.retries ?? null,
      facts: {
        settings: plan.settingsVersion === null ? 'not saved' : `version ${plan.settingsVersion}`,
        ...(plan.relinks && { relinks: true }),
        ...(plan.readsAll && { readsAll: true }),
      },
    })
    return id
  })
}
