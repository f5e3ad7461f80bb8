import type { endpoints, Verb } from '@bindery/contract'
import type { Caller, DirectoryInput, Settings } from '@bindery/contract'
import { findDirectory, updateDirectoryGuarded, type DirectoryRecord } from '@bindery/store'
import { auditedSecrets, auditedSettings } from '../audit/audited-settings.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { requireProof } from '../access/require-proof.ts'
import { loadSignInSettings } from '../access/settings/load-sign-in-settings.ts'
import { canonicalJson } from '@bindery/sync'
import { proveWhatGoesByItself } from './prove-what-goes-by-itself.ts'
import type { EngineContext } from '../context.ts'
import { directoryNotFound } from './refusals.ts'
import { loadDirectory } from './get-directory.ts'
import { lostUpdate } from './lost-update.ts'
import { prepareSave } from './prepare-save.ts'

/**
 * Saves a directory as its next version; plans of earlier ones no longer apply. Throws `not_found`,
 * `version_conflict`, `name_taken`, `secret_required`, `test_required`, and `proof_required`
 * for another secret, and for what a sync may do by itself.
 */
export function updateDirectory(context: EngineContext): Verb<typeof endpoints.updateDirectory> {
  const { store } = context
  return async ({ params: { id }, body: input, version = 0, caller }) => {
    await store.transaction(async (db) => {
      const before = await findDirectory(db, id)
      if (!before) throw directoryNotFound(id)
      proveWhatTakesIt(caller, context.now(), before, input)
      const { directory } = (await loadSignInSettings(db)).settings
      if (directory.enabled && directory.directoryId === id && changesWho(before, input))
        requireProof(caller, context.now(), 'change how people sign in')
      if (before.version !== version) throw await lostUpdate(db, before, input, version)
      const save = await prepareSave(context, db, { id, input, before, actor: caller.name })
      await updateDirectoryGuarded(db, id, version, save)
      await recordAudit(context, db, {
        caller,
        action: 'directory.saved',
        subject: { kind: 'directory', id, label: input.name },
        directoryId: id,
        before: auditedSettings(before),
        after: auditedSettings(save),
        facts: auditedSecrets(before, save),
      })
    })
    return loadDirectory(context, id)
  }
}

function proveWhatTakesIt(caller: Caller, now: Date, before: DirectoryRecord, input: DirectoryInput): void {
  if (Object.values(input.secrets).some((secret) => 'set' in secret))
    requireProof(caller, now, 'replace a password or key')
  const { policy } = JSON.parse(before.settings) as Settings
  proveWhatGoesByItself(caller, now, policy, input.settings.policy)
}

/** Where passwords are sent, who has which name, and what says who is in a group. */
function changesWho(before: DirectoryRecord, { settings }: DirectoryInput): boolean {
  const parts = ({ connection, people, groups }: Settings) => canonicalJson({ connection, people, groups })
  return parts(JSON.parse(before.settings) as Settings) !== parts(settings)
}
