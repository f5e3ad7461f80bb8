import type { User } from '@bindery/store'

/** A user as the audit log names them. */
export const auditedUser = ({ id, username }: Pick<User, 'id' | 'username'>) =>
  ({ kind: 'user', id, label: username }) as const
