import { BinderyError, nobody, type Caller } from '@bindery/contract'
import type { EngineContext } from '../../context.ts'
import { hashSecret } from '../new-secret.ts'
import { tokenRights } from './token-rights.ts'

/** So that a busy program does not write at every request. */
const usedEvery = 60_000

/** Whose token this is. Throws `signed_out` for one that there is not, or no longer. */
export async function authenticateToken(
  { store: { db }, now }: Pick<EngineContext, 'store' | 'now'>,
  bearer: string,
  { address, agent }: { readonly address: string; readonly agent: string },
): Promise<Caller> {
  const at = now()
  const token = await db
    .selectFrom('api_tokens')
    .innerJoin('users', 'users.id', 'api_tokens.user_id')
    .select(['api_tokens.id', 'name', 'permissions', 'used_at', 'role', 'origin', 'disabled', 'signed_in_at'])
    .where('secret_hash', '=', hashSecret(bearer))
    .where('expires_at', '>', at.toISOString())
    .where('disabled', '=', 0)
    .executeTakeFirst()
  if (!token)
    throw new BinderyError('signed_out', 'This token does not work: it is wrong, has expired or was revoked')
  if (token.used_at === null || at.getTime() - Date.parse(token.used_at) > usedEvery)
    await db
      .updateTable('api_tokens')
      .set({ used_at: at.toISOString(), used_address: address })
      .where('id', '=', token.id)
      .execute()
  return {
    ...nobody(address, agent),
    name: `${token.name} (token)`,
    kind: 'token',
    tokenId: token.id,
    permissions: new Set(tokenRights(token, at)),
  }
}
