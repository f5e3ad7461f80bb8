import { BinderyError, type endpoints, type Verb } from '@bindery/contract'
import * as store from '@bindery/store'
import { endSessionsByOrigin } from '../access/end-sessions-by-origin.ts'
import { loadSignInSettings } from '../access/settings/load-sign-in-settings.ts'
import { auditedSettings } from '../audit/audited-settings.ts'
import { recordAudit } from '../audit/record-audit.ts'
import type { EngineContext } from '../context.ts'
import { directoryNotFound } from './refusals.ts'

/**
 * Forgets a directory; accounts and entries stay, and whoever signed in with it is out. Throws `not_found`, `busy`, `version_conflict`.
 */
export function deleteDirectory(context: EngineContext): Verb<typeof endpoints.deleteDirectory> {
  return ({ params: { id }, version, caller }) =>
    context.store.transaction(async (db) => {
      const row = await store.findDirectory(db, id)
      if (!row) throw directoryNotFound(id)
      if (await store.isBusy(db, id))
        throw new BinderyError('busy', 'Wait until the preview or sync under way has ended, or cancel it.')
      if (row.version !== version)
        throw new BinderyError(
          'version_conflict',
          `${row.actor} saved version ${row.version} at ${row.saved_at}. Look again before you delete.`,
        )
      await store.deleteDirectory(db, id, version, context.now().toISOString())
      const { directory } = (await loadSignInSettings(db)).settings
      if (directory.directoryId === id) await endSessionsByOrigin(db, ['directory'])
      await recordAudit(context, db, {
        caller,
        action: 'directory.deleted',
        subject: { kind: 'directory', id, label: row.name },
        directoryId: id,
        before: auditedSettings(row),
      })
    })
}
