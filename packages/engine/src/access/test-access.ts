import { nobody, type Caller, type SessionAnswer } from '@bindery/contract'
import { expect } from 'vitest'
import { request, testContext } from '../test-context.ts'
import type { AccessContext } from './access-context.ts'
import { authenticate } from './authenticate.ts'
import { createSetUpToken } from './create-set-up-token.ts'
import { setUp } from './set-up.ts'
import { signIn } from './sign-in.ts'

export const password = 'oar gravel violin mist'
export const visitor = nobody('192.0.2.7', 'Firefox')
export const minutes = (count: number) => count * 60_000
export const refusal = (code: string) => expect.objectContaining({ code })

interface SignInBody {
  readonly username: string
  readonly password: string
  readonly code?: string | undefined
}

/** A context whose clock the test moves, and ways to come in. */
export async function access() {
  const base = await testContext()
  let time = base.now().getTime()
  const context: AccessContext = {
    ...base,
    now: () => new Date(time),
    setUpToken: await createSetUpToken(base.store),
  }
  const token = context.setUpToken.value ?? ''
  const browser = { address: '192.0.2.7', agent: 'Firefox' }
  const who = (session: string) => authenticate(context, { session, ...browser })
  const enter = (body: SignInBody) => signIn(context)(request('signIn', { body, caller: visitor }))
  return {
    context,
    token,
    pass: (milliseconds: number) => (time += milliseconds),
    make: (body = { token, username: 'Ada', password }) =>
      setUp(context)(request('setUp', { body, caller: visitor })),
    enter,
    who,
    watch: (session: string) => authenticate(context, { session, ...browser, watches: true }),
    /** Signs in, as whoever then asks. */
    callerOf: async (body: SignInBody): Promise<Caller> => who(secretOf(await enter(body))),
  }
}

/** What the cookie holds after an answer. */
export function secretOf({ session }: Pick<SessionAnswer<unknown>, 'session'>): string {
  if (session === 'ended') throw new Error('No session was opened')
  return session.secret
}
