import { z } from 'zod'
import type { Endpoint } from '../endpoint.ts'
import {
  savedSignInSettingsSchema,
  signInSettingsInputSchema,
  signInSettingsStateSchema,
} from './sign-in-settings.ts'

/** A page of the console: a path on this server, never another's address. */
const pageSchema = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])[^\s\\]*$/, 'Only a path of this console')
const startSchema = z.object({ returnTo: pageSchema.optional() })

export const signInEndpoints = {
  startOidc: {
    method: 'GET',
    path: '/api/sign-in/oidc',
    summary: 'Sign in with the provider: leads there',
    query: startSchema,
    status: 303,
    redirect: true,
  },
  startOidcProof: {
    method: 'GET',
    path: '/api/session/proof/oidc',
    summary: 'Show again that it is you, at the provider: leads there',
    query: startSchema,
    status: 303,
    redirect: true,
  },
  oidcCallback: {
    method: 'GET',
    path: '/api/sign-in/oidc/callback',
    summary: 'Where the provider leads back to',
    // Providers add parameters of their own.
    query: z.record(z.string().max(100), z.string().max(8192)),
    status: 303,
    redirect: true,
    fromElsewhere: true,
  },
  getSignInSettings: {
    method: 'GET',
    path: '/api/sign-in/settings',
    summary: 'How people sign in',
    status: 200,
    response: signInSettingsStateSchema,
  },
  updateSignInSettings: {
    method: 'PUT',
    path: '/api/sign-in/settings',
    summary: 'Save how people sign in',
    body: signInSettingsInputSchema,
    ifMatch: true,
    status: 200,
    response: savedSignInSettingsSchema,
  },
} as const satisfies Record<string, Endpoint>
