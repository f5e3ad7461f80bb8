import { BinderyError, type Verbs } from '@bindery/contract'
import { containsWords } from '@bindery/store'
import { describePage, searchOf } from '../../accounts/page.ts'
import type { EngineContext } from '../../context.ts'
import { describeUser, describeUsers } from './describe-users.ts'

/** Who may sign in, by username, a page at a time. Throws `invalid_request` when the page's last user is gone meanwhile. */
export function listUsers(context: EngineContext): Verbs['listUsers'] {
  const { db } = context.store
  return async ({ query }) => {
    const { after, limit, text } = searchOf(query)
    let matching = db.selectFrom('users')
    for (const condition of containsWords('users.username_key', text ?? ''))
      matching = matching.where(condition)
    const { total } = await matching.select(({ fn }) => fn.countAll().as('total')).executeTakeFirstOrThrow()
    const last =
      after === undefined
        ? undefined
        : await db.selectFrom('users').select('username_key').where('id', '=', after).executeTakeFirst()
    if (after !== undefined && !last)
      throw new BinderyError(
        'invalid_request',
        'This user was deleted meanwhile: list again from the start',
        [{ path: ['after'], message: 'No longer there' }],
      )
    const rows = await matching
      .selectAll()
      .$if(last !== undefined, (found) => found.where('username_key', '>', last?.username_key ?? ''))
      .orderBy('username_key')
      .limit(limit + 1)
      .execute()
    const users = await describeUsers(db, rows.slice(0, limit), context.now())
    const next = rows.length > limit ? (users.at(-1)?.id ?? null) : null
    return describePage({ items: users, next, total: Number(total) }, (user) => user)
  }
}

/** One user. Throws `not_found`. */
export function getUser(context: EngineContext): Verbs['getUser'] {
  return ({ params: { id } }) => describeUser(context.store.db, id, context.now())
}
