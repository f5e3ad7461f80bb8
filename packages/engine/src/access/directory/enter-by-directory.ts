import { BinderyError, type Caller } from '@bindery/contract'
import { DirectoryError } from '@bindery/directory'
import type { User } from '@bindery/store'
import { openTarget } from '../../directories/open-target.ts'
import type { AccessContext } from '../access-context.ts'
import { hashPassword } from '../hash-password.ts'
import { loadSignInSettings } from '../settings/load-sign-in-settings.ts'
import { takeIn } from '../take-in.ts'
import { wrongPassword } from '../wrong-password.ts'
import { directorySignIn, type DirectoryIdentity, type DirectoryRefusal } from './directory-sign-in.ts'

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

async function askDirectory(
  context: AccessContext,
  { username, password, signal }: PasswordAttempt,
): Promise<
  { readonly externalId: string; readonly identity: DirectoryIdentity } | { readonly note: string }
> {
  const { directory } = (await loadSignInSettings(context.store.db)).settings
  if (!directory.enabled || directory.directoryId === null)
    return { note: 'Sign-in with the directory is off' }
  const { directoryId, groups } = directory
  const { allowNetworks } = context
  const asked = openTarget(context, directoryId)
    .then((target) => directorySignIn({ target, groups, allowNetworks }, username, password, signal))
    .catch((error: unknown) => {
      throw toRefusal(error)
    })
  // As long as for a local user, so that it does not tell who is one.
  const [outcome] = await Promise.all([asked, hashPassword(password, signal)])
  if (outcome.state === 'refused')
    throw new BinderyError('sign_in_failed', refusals[outcome.why], undefined, {
      cause: new Error(outcome.note),
    })
  if (outcome.state === 'failed') return { note: outcome.note }
  return { externalId: `${directoryId}:${outcome.identity.stableId}`, identity: outcome.identity }
}

/** Neither settings that no longer work nor a server that is away is whoever signs in to mend. */
function toRefusal(error: unknown): unknown {
  if (!(error instanceof DirectoryError) && !(error instanceof BinderyError)) return error
  const message =
    'The directory cannot check your password just now. Try again later, or sign in as a local user'
  return new BinderyError('directory_unreachable', message, undefined, { cause: error })
}
