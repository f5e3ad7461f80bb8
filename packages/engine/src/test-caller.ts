import { nobody, rolePermissions, type Caller, type Role } from '@bindery/contract'

/** A signed-in user, for tests that ask a verb without signing in: an admin who has just shown who they are. */
export function testCaller(name: string, role: Role = 'admin'): Caller {
  return {
    ...nobody('127.0.0.1', 'test'),
    name,
    kind: 'user',
    role,
    permissions: new Set(rolePermissions[role]),
    provedAt: new Date('9999-01-01T00:00:00.000Z'),
  }
}
