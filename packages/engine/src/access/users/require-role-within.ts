import { BinderyError, roles, type Caller, type Role } from '@bindery/contract'

/** Nobody gives a role above their own, to themselves or to others. Throws `forbidden`. */
export function requireRoleWithin(caller: Caller, role: Role): void {
  if (caller.role !== null && roles.indexOf(role) <= roles.indexOf(caller.role)) return
  throw new BinderyError('forbidden', `Only somebody with the role ${role} or above gives it`)
}
