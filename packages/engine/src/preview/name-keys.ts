import type { MatchKeys } from '@bindery/sync'

/** A group's one key is its name. */
export const nameKeys = (name: string | null): MatchKeys => ({
  username: name,
  employeeNumber: null,
  email: null,
})
