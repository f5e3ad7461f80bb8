import { BinderyError, type Caller, type SignInSettings } from '@bindery/contract'
import { DirectoryError } from '@bindery/directory'
import type { User } from '@bindery/store'
import { randomUUID } from 'node:crypto'
import { openTarget } from '../../directories/open-target.ts'
import type { AccessContext } from '../access-context.ts'
import { hashPassword } from '../hash-password.ts'
import { loadSignInSettings } from '../settings/load-sign-in-settings.ts'
import { takeIn } from '../take-in.ts'
import { wrongPassword } from '../wrong-password.ts'
import {
  directorySignIn,
  type DirectoryIdentity,
  type DirectoryRefusal,
  type DirectorySignIn,
} from './directory-sign-in.ts'

/** A name and a password that somebody typed. */
export interface PasswordAttempt {
  readonly username: string
  readonly password: string
  readonly signal: AbortSignal
}

/** Whether people of the directory may sign in. */
export const isDirectoryOn = async ({ store }: Pick<AccessContext, 'store'>): Promise<boolean> =>
  (await loadSignInSettings(store.db)).settings.directory.enabled

/** What is said to whoever the directory itself turned away. */
const refusals: Readonly<Record<DirectoryRefusal, string>> = {
  expired: 'Your password has expired. Set a new one where you usually do, then sign in with it',
  must_change:
    'You must change your password first. Do so where you usually do, then sign in with the new one',
  locked: 'Your account in the directory is locked. Have it unlocked, or wait until it is',
  disabled: 'Your account in the directory is disabled',
  account_expired: 'Your account in the directory has expired',
  not_now: 'The directory does not let you sign in at this hour',
  not_from_here: 'The directory does not let you sign in from the machine that Bindery runs on',
  no_group: 'You are not in a group that may come in. Ask an admin',
}

/**
 * The user whom the directory says that somebody is. Throws `sign_in_failed`, with the directory's reason for whoever it
 * turned away itself; `directory_unreachable`.
 */
export async function enterByDirectory(
  context: AccessContext,
  attempt: PasswordAttempt,
  caller: Caller,
): Promise<User> {
  const found = await askDirectory(context, attempt)
  if ('note' in found) throw wrongPassword(found.note)
  const { externalId, identity } = found
  const { username, displayName, role } = identity
  const taken = await context.store.transaction((db) =>
    takeIn(context, db, { origin: 'directory', externalId, username, displayName, role }, caller),
  )
  if (taken === 'disabled')
    throw new BinderyError('sign_in_failed', 'Your user here is disabled. Ask an admin')
  if (taken === 'name_taken')
    throw new BinderyError('sign_in_failed', 'Somebody else here has your username. Ask an admin')
  return taken
}

/**
 * Whether the directory takes a password for this user's: it must still be the same entry that it was at sign-in. Throws
 * as `enterByDirectory` for whoever it turns away.
 */
export async function provesByDirectory(
  context: AccessContext,
  user: Pick<User, 'external_id'>,
  attempt: PasswordAttempt,
): Promise<boolean> {
  const found = await askDirectory(context, attempt)
  return 'externalId' in found && found.externalId === user.external_id
}

/**
 * Asks the directory for somebody who is not there, so that a wrong password of a local user takes what a name takes that
 * nobody has, however far away the directory is. It is shown neither their name nor the password. What it says, or that it
 * says nothing, is no matter.
 */
export async function askForNobody(
  context: AccessContext,
  { password, signal }: Omit<PasswordAttempt, 'username'>,
): Promise<void> {
  // No directory is asked about a blank one, whoever's it is.
  const other = password.trim() === '' ? password : randomUUID()
  await loadSignInSettings(context.store.db)
    .then(({ settings }) =>
      ask(context, settings.directory, { username: randomUUID(), password: other, signal }),
    )
    .catch(() => undefined)
}

async function askDirectory(
  context: AccessContext,
  attempt: PasswordAttempt,
): Promise<
  { readonly externalId: string; readonly identity: DirectoryIdentity } | { readonly note: string }
> {
  const { directory } = (await loadSignInSettings(context.store.db)).settings
  // As long as for a local user, so that it does not tell who is one.
  const [outcome] = await Promise.all([
    ask(context, directory, attempt),
    hashPassword(attempt.password, attempt.signal),
  ])
  if (outcome.state === 'refused')
    throw new BinderyError('sign_in_failed', refusals[outcome.why], undefined, {
      cause: new Error(outcome.note),
    })
  if (outcome.state === 'failed') return { note: outcome.note }
  return { externalId: `${directory.directoryId}:${outcome.identity.stableId}`, identity: outcome.identity }
}

async function ask(
  context: AccessContext,
  { enabled, directoryId, groups }: SignInSettings['directory'],
  { username, password, signal }: PasswordAttempt,
): Promise<DirectorySignIn> {
  if (!enabled || directoryId === null) return { state: 'failed', note: 'Sign-in with the directory is off' }
  const { allowNetworks } = context
  try {
    const target = await openTarget(context, directoryId)
    return await directorySignIn({ target, groups, allowNetworks }, username, password, signal)
  } catch (error) {
    throw toRefusal(error)
  }
}

/** Neither settings that no longer work nor a server that is away is whoever signs in to mend. */
function toRefusal(error: unknown): unknown {
  if (!(error instanceof DirectoryError) && !(error instanceof BinderyError)) return error
  const message =
    'The directory cannot check your password just now. Try again later, or sign in as a local user'
  return new BinderyError('directory_unreachable', message, undefined, { cause: error })
}
