import type { Role, Settings, SignInSettings } from '@bindery/contract'
import { childDn } from '@bindery/contract/ldap-text'
import { openDirectory, signInAs, type ConnectOptions, type SignInVerdict } from '@bindery/directory'
import { randomUUID } from 'node:crypto'
import type { TaskTarget } from '../../tasks/task-context.ts'
import { findOnePerson } from './find-one-person.ts'
import { roleByGroups } from './role-by-groups.ts'

/** Who a directory says that somebody is. */
export interface DirectoryIdentity {
  /** Never changes for the entry, whatever its name becomes. */
  readonly stableId: string
  readonly dn: string
  readonly username: string
  readonly displayName: string
  readonly role: Role
}

/** Why somebody does not come in although the directory knows them. */
export type DirectoryRefusal = Exclude<SignInVerdict['state'], 'signed_in' | 'wrong'> | 'no_group'

/** How a sign-in ended. `note` is for the log and for nobody who is not signed in. */
export type DirectorySignIn =
  | { readonly state: 'signed_in'; readonly identity: DirectoryIdentity }
  | { readonly state: 'failed'; readonly note: string }
  | { readonly state: 'refused'; readonly why: DirectoryRefusal; readonly note: string }

/** What decides: whose bases and names, and which groups give which role. */
export interface DirectoryRules {
  readonly target: TaskTarget
  readonly groups: SignInSettings['directory']['groups']
  /** As in `ConnectOptions`. */
  readonly allowNetworks: readonly string[]
}

/**
 * Signs somebody in with a directory: exactly one person in scope has this name, the server takes the password for
 * theirs, and a group of theirs gives a role. The connection that searches is the service account's, the one that binds
 * another. An unknown name binds as well, as an entry that is not there, so that it takes as long as a wrong password.
 * Nothing of the password is kept. Rejects with `DirectoryError` when the server cannot be asked.
 */
export async function directorySignIn(
  { target, groups, allowNetworks }: DirectoryRules,
  username: string,
  password: string,
  signal: AbortSignal,
): Promise<DirectorySignIn> {
  // Taken for nobody's by servers, which then say success (RFC 4513 §5.1.2): refused before anything is sent.
  if (username.trim() === '' || password.trim() === '')
    return { state: 'failed', note: 'No name or no password was given' }
  const { settings, bindPassword, clientKey } = target
  const options: ConnectOptions = {
    connection: settings.connection,
    bindPassword,
    clientKey,
    signal,
    allowNetworks,
  }
  const session = await openDirectory(options)
  try {
    const found = await findOnePerson(session, settings, username)
    if (!('person' in found)) {
      await signInAs(options, nobodyIn(settings), password)
      return { state: 'failed', note: found.note }
    }
    const { person } = found
    const verdict = await signInAs(options, person.dn, password)
    if (verdict.state === 'wrong')
      return { state: 'failed', note: `Wrong password for ${person.dn} (${verdict.raw})` }
    if (verdict.state !== 'signed_in')
      return { state: 'refused', why: verdict.state, note: `${person.dn}: ${verdict.raw}` }
    const role = await roleByGroups(session, settings, groups, person)
    if (role === null)
      return {
        state: 'refused',
        why: 'no_group',
        note: `${person.dn} is in none of the groups that may come in`,
      }
    const { stableId, dn, displayName } = person
    return { state: 'signed_in', identity: { stableId, dn, username: person.username, displayName, role } }
  } finally {
    await session.close()
  }
}

/** An entry that is not there. */
function nobodyIn({ people }: Settings): string {
  return childDn('cn', randomUUID(), people.bases[0]?.dn ?? '')
}
