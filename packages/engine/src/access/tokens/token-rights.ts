import { rolePermissions, type Permission, type Role, type TokenView } from '@bindery/contract'
import { later } from '../session-times.ts'

/** How long the word of a directory or provider about somebody holds for their tokens: they hear of it at sign-in alone. */
const heldFor = 30 * 24 * 60 * 60_000

/** A token, and whoever made it. */
interface MadeToken {
  /** JSON. */
  readonly permissions: string
  readonly role: string
  readonly origin: string
  readonly disabled: number
  readonly signed_in_at: string | null
}

/** What a token may do: what it was made for, as far as whoever made it may still do that. */
export function tokenRights(token: MadeToken, at: Date): TokenView['permissions'] {
  const made = JSON.parse(token.permissions) as TokenView['permissions']
  const makers: readonly Permission[] = isHeard(token, at) ? rolePermissions[token.role as Role] : []
  return made.filter((permission) => makers.includes(permission))
}

/** Whether the maker may still come in, as far as is known here. */
function isHeard({ origin, disabled, signed_in_at: last }: MadeToken, at: Date): boolean {
  if (disabled !== 0) return false
  return origin === 'local' || (last !== null && last > later(at, -heldFor).toISOString())
}
