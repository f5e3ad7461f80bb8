import { z } from 'zod'
import type { Endpoint } from '../endpoint.ts'
import { idSchema } from '../subject.ts'
import { newTokenSchema, tokenInputSchema, tokenSchema } from './tokens.ts'

export const tokensEndpoints = {
  listTokens: {
    method: 'GET',
    path: '/api/tokens',
    summary: 'API tokens, the newest first',
    status: 200,
    response: z.object({ items: z.array(tokenSchema) }),
  },
  createToken: {
    method: 'POST',
    path: '/api/tokens',
    summary: 'Make an API token; its secret is shown this once',
    body: tokenInputSchema,
    status: 201,
    response: newTokenSchema,
  },
  revokeToken: {
    method: 'DELETE',
    path: '/api/tokens/:id',
    summary: 'Revoke an API token',
    params: z.object({ id: z.coerce.number().pipe(idSchema) }),
    status: 204,
  },
} as const satisfies Record<string, Endpoint>
