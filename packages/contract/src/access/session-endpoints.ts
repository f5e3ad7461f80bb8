import { z } from 'zod'
import type { Endpoint } from '../endpoint.ts'
import { idSchema } from '../subject.ts'
import {
  enteredSchema,
  proveSchema,
  readSetUpSchema,
  sessionSchema,
  sessionStateSchema,
  setUpSchema,
  signedInSchema,
  signInSchema,
} from './session.ts'

export const sessionEndpoints = {
  getSession: {
    method: 'GET',
    path: '/api/session',
    summary: 'Who is signed in',
    status: 200,
    response: sessionStateSchema,
  },
  readSetUp: {
    method: 'POST',
    path: '/api/setup/read',
    summary: 'Whether a set-up link works',
    body: readSetUpSchema,
    status: 200,
    response: z.object({}),
  },
  setUp: {
    method: 'POST',
    path: '/api/setup',
    summary: 'Make the first admin, with the token that the server printed, and sign in',
    body: setUpSchema,
    status: 201,
    response: signedInSchema,
    session: true,
  },
  signIn: {
    method: 'POST',
    path: '/api/session',
    summary: 'Sign in',
    body: signInSchema,
    status: 200,
    response: enteredSchema,
    session: true,
  },
  signOut: {
    method: 'DELETE',
    path: '/api/session',
    summary: 'Sign out',
    status: 200,
    response: z.object({}),
    session: true,
  },
  prove: {
    method: 'POST',
    path: '/api/session/proof',
    summary: 'Show again that it is you, for what asks for it',
    body: proveSchema,
    status: 200,
    response: z.object({}),
    session: true,
  },
  listSessions: {
    method: 'GET',
    path: '/api/sessions',
    summary: 'Your sessions, the one in use last first',
    status: 200,
    response: z.object({ items: z.array(sessionSchema) }),
  },
  revokeSession: {
    method: 'DELETE',
    path: '/api/sessions/:id',
    summary: 'End one of your sessions',
    params: z.object({ id: z.coerce.number().pipe(idSchema) }),
    status: 204,
  },
} as const satisfies Record<string, Endpoint>
