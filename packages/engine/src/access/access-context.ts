import type { EngineContext } from '../context.ts'

/** The one-time token that makes the first admin; null once there is one. It lives as long as the process. */
export interface SetUpToken {
  value: string | null
}

/** What the verbs of signing in are given. */
export interface AccessContext extends EngineContext {
  readonly setUpToken: SetUpToken
}
