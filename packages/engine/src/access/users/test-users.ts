import type { Role } from '@bindery/contract'
import { request } from '../../test-context.ts'
import { access, password, secretOf, visitor } from '../test-access.ts'
import { acceptInvitation } from './accept-invitation.ts'
import { createUser } from './create-user.ts'
import { deleteUser } from './delete-user.ts'
import { inviteAgain } from './invite-again.ts'
import { getUser } from './list-users.ts'
import { updateUser } from './update-user.ts'

/** Ada, an admin who is signed in, and ways for her to let others in. */
export async function users() {
  const door = await access()
  const { context } = door
  const ada = await door.who(secretOf(await door.make()))
  const create = (username: string, role: Role, caller = ada) =>
    createUser(context)(request('createUser', { body: { username, displayName: '', role }, caller }))
  const accept = (body: { token: string; password: string; code?: string }) =>
    acceptInvitation(context)(request('acceptInvitation', { body, caller: visitor }))
  const get = (id: number) => getUser(context)(request('getUser', { params: { id } }))
  return {
    ...door,
    ada,
    create,
    accept,
    get,
    /** Somebody who was invited and has signed in; their caller. */
    member: async (username: string, role: Role) => {
      const { invitation } = await create(username, role)
      return door.who(secretOf(await accept({ token: invitation.token, password })))
    },
    update: async (
      id: number,
      body: { role?: Role; displayName?: string; disabled?: boolean },
      { caller = ada, version = undefined as number | undefined } = {},
    ) =>
      updateUser(context)(
        request('updateUser', {
          params: { id },
          body,
          version: version ?? (await get(id)).version,
          caller,
        }),
      ),
    remove: async (id: number, caller = ada) =>
      deleteUser(context)(
        request('deleteUser', { params: { id }, version: (await get(id)).version, caller }),
      ),
    inviteAgain: (id: number, removeTotp = false, caller = ada) =>
      inviteAgain(context)(request('inviteAgain', { params: { id }, body: { removeTotp }, caller })),
  }
}
