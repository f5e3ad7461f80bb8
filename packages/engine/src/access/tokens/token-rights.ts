import { rolePermissions, type Permission, type Role, type TokenView } from '@bindery/contract'

/** What a token may do: what it was made for, as far as whoever made it may still do that. */
export function tokenRights(token: {
  /** JSON. */
  readonly permissions: string
  readonly role: string
  readonly disabled: number
}): TokenView['permissions'] {
  const made = JSON.parse(token.permissions) as TokenView['permissions']
  const makers: readonly Permission[] = token.disabled === 0 ? rolePermissions[token.role as Role] : []
  return made.filter((permission) => makers.includes(permission))
}
