import type { Store } from '@bindery/store'
import type { SetUpToken } from './access-context.ts'
import { hasAdmin } from './find-user.ts'
import { newSecret } from './new-secret.ts'

/** A token for the first admin, when there is none yet. */
export async function createSetUpToken({ db }: Store): Promise<SetUpToken> {
  return { value: (await hasAdmin(db)) ? null : newSecret() }
}
