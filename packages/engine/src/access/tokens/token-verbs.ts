import { BinderyError, tokenPrefix, type TokenView, type Verbs } from '@bindery/contract'
import { caseIgnoreKey } from '@bindery/contract/ldap-text'
import type { Database } from '@bindery/store'
import { recordAudit } from '../../audit/record-audit.ts'
import type { EngineContext } from '../../context.ts'
import { hashSecret, newSecret } from '../new-secret.ts'
import { requireOpenSession } from '../require-open-session.ts'
import { later } from '../session-times.ts'
import { tokenRights } from './token-rights.ts'

const day = 24 * 60 * 60_000

/** All tokens, the newest first. */
export function listTokens(context: EngineContext): Verbs['listTokens'] {
  return async () => ({ items: await describeTokens(context.store.db, context.now()) })
}

/** Makes a token, whose secret is in the answer and nowhere else. Throws `name_taken`, `signed_out`, `forbidden`. */
export function createToken(context: EngineContext): Verbs['createToken'] {
  return async ({ body: { name, permissions, expiresInDays }, caller }) => {
    const at = context.now()
    const secret = `${tokenPrefix}${newSecret()}`
    const expiresAt = later(at, expiresInDays * day).toISOString()
    const token = await context.store.transaction(async (db) => {
      const { userId } = await requireOpenSession(db, caller)
      const name_key = caseIgnoreKey(name)
      const taken = await db
        .selectFrom('api_tokens')
        .select('id')
        .where('name_key', '=', name_key)
        .executeTakeFirst()
      if (taken)
        throw new BinderyError('name_taken', `There is a token ${name} already. Choose another name`, [
          { path: ['name'], message: 'Taken: choose another name' },
        ])
      const { id } = await db
        .insertInto('api_tokens')
        .values({
          user_id: userId,
          name,
          name_key,
          secret_hash: hashSecret(secret),
          permissions: JSON.stringify(permissions),
          created_at: at.toISOString(),
          expires_at: expiresAt,
          used_at: null,
          used_address: '',
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      const subject = { kind: 'token', id, label: name } as const
      await recordAudit(context, db, {
        caller,
        action: 'token.created',
        subject,
        after: { permissions, expiresAt },
      })
      const [made] = await describeTokens(db, at, id)
      if (!made) throw new Error(`Token ${id} is not there`)
      return made
    })
    return { token, secret }
  }
}

/** Revokes a token; whatever it asks for is refused from now on. Throws `not_found`. */
export function revokeToken(context: EngineContext): Verbs['revokeToken'] {
  return async ({ params: { id }, caller }) =>
    context.store.transaction(async (db) => {
      await requireOpenSession(db, caller)
      const token = await db
        .deleteFrom('api_tokens')
        .where('id', '=', id)
        .returning(['id', 'name'])
        .executeTakeFirst()
      if (!token) throw new BinderyError('not_found', 'There is no such token, or it was revoked already')
      const subject = { kind: 'token', id, label: token.name } as const
      await recordAudit(context, db, { caller, action: 'token.revoked', subject })
    })
}

async function describeTokens(db: Database, at: Date, id?: number): Promise<TokenView[]> {
  const rows = await db
    .selectFrom('api_tokens')
    .innerJoin('users', 'users.id', 'api_tokens.user_id')
    .selectAll('api_tokens')
    .select(['username', 'role', 'origin', 'disabled', 'signed_in_at'])
    .$if(id !== undefined, (query) => query.where('api_tokens.id', '=', id ?? 0))
    .orderBy('api_tokens.id', 'desc')
    .execute()
  return rows.map((row) => {
    const allowed = tokenRights(row, at)
    const expired = row.expires_at <= at.toISOString()
    return {
      id: row.id,
      name: row.name,
      permissions: JSON.parse(row.permissions) as TokenView['permissions'],
      allowed,
      madeBy: { userId: row.user_id, username: row.username },
      createdAt: row.created_at,
      expiresAt: row.expires_at,
      lastUsedAt: row.used_at,
      lastUsedAddress: row.used_address,
      state: expired ? 'expired' : allowed.length === 0 ? 'stopped' : 'working',
    }
  })
}
