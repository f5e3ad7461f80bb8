import { z } from 'zod'
import type { Endpoint } from '../endpoint.ts'
import {
  changePasswordSchema,
  confirmTotpSchema,
  recoveryCodesSchema,
  totpSecretSchema,
} from './own-account.ts'

export const ownEndpoints = {
  changePassword: {
    method: 'POST',
    path: '/api/account/password',
    summary: 'Change your password; your other sessions end',
    body: changePasswordSchema,
    status: 200,
    response: z.object({}),
    session: true,
  },
  beginTotp: {
    method: 'POST',
    path: '/api/account/totp',
    summary: 'A secret for your authenticator app; it counts once a code of it was confirmed',
    status: 200,
    response: totpSecretSchema,
  },
  confirmTotp: {
    method: 'POST',
    path: '/api/account/totp/confirmation',
    summary: 'Confirm the authenticator app with a code of it',
    body: confirmTotpSchema,
    status: 200,
    response: recoveryCodesSchema,
  },
  removeTotp: {
    method: 'DELETE',
    path: '/api/account/totp',
    summary: 'Sign in without an authenticator app from now on',
    status: 204,
  },
  renewRecoveryCodes: {
    method: 'POST',
    path: '/api/account/recovery-codes',
    summary: 'New recovery codes; the old ones no longer work',
    status: 200,
    response: recoveryCodesSchema,
  },
} as const satisfies Record<string, Endpoint>
