import { DirectoryError } from '@bindery/directory'
import { lookOutside, type Elsewhere } from './look-outside.ts'
import { noKeys, usernameRule, type Wanted } from './outside-entries.ts'
import type { PreviewJob, SubjectRead } from './preview-job.ts'

/** The entry outside what is synced that has a username, or why nobody knows whether there is one. */
export type NameOutside = Pick<Elsewhere, 'dn' | 'because'> | { readonly problem: string }

/** Looks up who has these usernames outside what is synced, all of them at once, so that `nameOutside` need not. */
export async function lookForNames(
  job: PreviewJob,
  read: SubjectRead,
  names: readonly string[],
): Promise<void> {
  const attribute = usernameRule(read)?.remoteName
  if (attribute === undefined) return
  const wanted = new Map<string, Wanted & { readonly name: string }>()
  for (const value of names) {
    const name = job.forms.keyOf('username', value)
    if (!job.namesOutside.has(name))
      wanted.set(name, { keys: noKeys, dnKey: null, name, values: [{ attribute, value }] })
  }
  try {
    const found = await lookOutside(job, read, [...wanted.values()])
    for (const [name, one] of wanted) job.namesOutside.set(name, found.get(one) ?? null)
  } catch (error) {
    if (!(error instanceof DirectoryError)) throw error
    job.task.signal.throwIfAborted()
    for (const name of wanted.keys()) job.namesOutside.set(name, { problem: error.problem.message })
  }
}

/** Who has a username outside what is synced; null: nobody. */
export async function nameOutside(
  job: PreviewJob,
  read: SubjectRead,
  name: string,
): Promise<NameOutside | null> {
  await lookForNames(job, read, [name])
  return job.namesOutside.get(job.forms.keyOf('username', name)) ?? null
}
