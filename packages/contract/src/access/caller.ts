import { permissions, type Permission, type Role } from './permissions.ts'

/** Who makes a request. */
export interface Caller {
  /** What rows keep as their actor: the username, the token's name with “(token)” behind it, or `schedule`. */
  readonly name: string
  readonly kind: 'user' | 'token' | 'schedule' | 'nobody'
  readonly userId: number | null
  readonly tokenId: number | null
  readonly sessionId: number | null
  readonly role: Role | null
  readonly permissions: ReadonlySet<Permission>
  /** The address of the client, behind the trusted proxy. */
  readonly address: string
  /** As the client calls itself. */
  readonly agent: string
  /** When they last showed who they are; null: they cannot. */
  readonly provedAt: Date | null
}

/** Somebody who has not signed in. */
export function nobody(address: string, agent: string): Caller {
  const none = { userId: null, tokenId: null, sessionId: null, role: null, provedAt: null }
  return { ...none, name: '', kind: 'nobody', permissions: new Set(), address, agent }
}

/** Whatever happens by itself, as the settings say. */
export const scheduleCaller: Caller = {
  ...nobody('', ''),
  name: 'schedule',
  kind: 'schedule',
  permissions: new Set(permissions),
}
