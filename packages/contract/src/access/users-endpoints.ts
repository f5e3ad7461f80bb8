import { z } from 'zod'
import type { Endpoint } from '../endpoint.ts'
import { idSchema, pageOf } from '../subject.ts'
import { enteredSchema, sessionSchema } from './session.ts'
import {
  acceptInvitationSchema,
  inviteAgainSchema,
  invitedSchema,
  invitedUserSchema,
  readInvitationSchema,
  userInputSchema,
  userPatchSchema,
  userSchema,
  usersQuerySchema,
} from './users.ts'

const byId = z.object({ id: z.coerce.number().pipe(idSchema) })

export const usersEndpoints = {
  listUsers: {
    method: 'GET',
    path: '/api/users',
    summary: 'Who may sign in, by username',
    query: usersQuerySchema,
    status: 200,
    response: pageOf(userSchema),
  },
  createUser: {
    method: 'POST',
    path: '/api/users',
    summary: 'Add a local user, who chooses a password by the invitation',
    body: userInputSchema,
    status: 201,
    response: invitedSchema,
  },
  getUser: {
    method: 'GET',
    path: '/api/users/:id',
    summary: 'One user',
    params: byId,
    status: 200,
    response: userSchema,
  },
  updateUser: {
    method: 'PATCH',
    path: '/api/users/:id',
    summary: 'Change a user; another role, or disabling, ends their sessions',
    params: byId,
    body: userPatchSchema,
    ifMatch: true,
    status: 200,
    response: userSchema,
  },
  deleteUser: {
    method: 'DELETE',
    path: '/api/users/:id',
    summary: 'Delete a user with their sessions and tokens',
    params: byId,
    ifMatch: true,
    status: 204,
  },
  inviteAgain: {
    method: 'POST',
    path: '/api/users/:id/invitation',
    summary:
      'Reset a local user’s password: it and their sessions end, and they choose another by a new invitation',
    params: byId,
    body: inviteAgainSchema,
    status: 200,
    response: invitedSchema,
  },
  listUserSessions: {
    method: 'GET',
    path: '/api/users/:id/sessions',
    summary: 'The sessions of a user, the one in use last first',
    params: byId,
    status: 200,
    response: z.object({ items: z.array(sessionSchema) }),
  },
  endUserSessions: {
    method: 'DELETE',
    path: '/api/users/:id/sessions',
    summary: 'End all sessions of a user',
    params: byId,
    status: 200,
    response: z.object({ ended: z.number().int() }),
  },
  readInvitation: {
    method: 'POST',
    path: '/api/invitation/read',
    summary: 'Whom an invitation is for',
    body: readInvitationSchema,
    status: 200,
    response: invitedUserSchema,
  },
  acceptInvitation: {
    method: 'POST',
    path: '/api/invitation',
    summary: 'Choose a password by an invitation, and sign in',
    body: acceptInvitationSchema,
    status: 201,
    response: enteredSchema,
    session: true,
  },
} as const satisfies Record<string, Endpoint>
