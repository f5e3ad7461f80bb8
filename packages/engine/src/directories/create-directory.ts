import { defaultSettings, type endpoints, type Verb } from '@bindery/contract'
import { insertDirectory, reserveIds } from '@bindery/store'
import { auditedSecrets, auditedSettings } from '../audit/audited-settings.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { EngineContext } from '../context.ts'
import { loadDirectory } from './get-directory.ts'
import { prepareSave } from './prepare-save.ts'
import { proveWhatGoesByItself } from './prove-what-goes-by-itself.ts'

/**
 * Adds a directory. Throws `name_taken`, `secret_required`, `test_required`, and `proof_required` for what a sync may do by
 * itself beyond the defaults.
 */
export function createDirectory(context: EngineContext): Verb<typeof endpoints.createDirectory> {
  const { store } = context
  return async ({ body: input, caller }) => {
    proveWhatGoesByItself(caller, context.now(), defaultSettings().policy, input.settings.policy)
    const id = await store.transaction(async (db) => {
      const newId = await reserveIds(db, 'directories', 1)
      const save = await prepareSave(context, db, { id: newId, input, before: undefined, actor: caller.name })
      await insertDirectory(db, newId, save)
      await recordAudit(context, db, {
        caller,
        action: 'directory.created',
        subject: { kind: 'directory', id: newId, label: input.name },
        directoryId: newId,
        after: auditedSettings(save),
        facts: auditedSecrets(undefined, save),
      })
      return newId
    })
    return loadDirectory(context, id)
  }
}
