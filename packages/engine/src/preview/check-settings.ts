import type { Settings } from '@bindery/contract'
import { DirectoryError, unknownNames, type DirectorySession } from '@bindery/directory'

/**
 * Settings that name what the server does not have end a preview before anything is read: a search base that is not
 * there, an attribute or class that its schema does not know. Throws `DirectoryError` with the field.
 */
export async function checkSettings(session: DirectorySession, settings: Settings): Promise<void> {
  const subjects = (['people', 'groups'] as const).filter((subject) => settings[subject].bases.length > 0)
  for (const subject of subjects) await session.assertBases(settings[subject].bases, subject)
  const schema = await session.schema()
  const [unknown] = subjects.flatMap((subject) => unknownNames(schema, settings, subject))
  if (unknown) throw new DirectoryError(unknown)
}
