import type { Settings } from '@bindery/contract'
import type { DirectorySession } from '@bindery/directory'

/**
 * Settings that name what the server does not have end a preview before anything is read: a search base that is not
 * there. Throws `DirectoryError` with the field.
 */
export async function checkSettings(session: DirectorySession, settings: Settings): Promise<void> {
  for (const subject of ['people', 'groups'] as const)
    await session.assertBases(settings[subject].bases, subject)
}
