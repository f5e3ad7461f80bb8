import { rolePermissions, roles, type Permission, type Role } from '@bindery/contract'

export const roleWords: Record<Role, string> = {
  viewer: 'Viewer',
  operator: 'Operator',
  admin: 'Admin',
}

/** The least role that may do this. */
export function roleFor(permission: Permission): Role {
  return (
    roles.find((role) => (rolePermissions[role] as readonly Permission[]).includes(permission)) ?? 'admin'
  )
}
