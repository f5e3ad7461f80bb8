/** Settings that decide who is in scope, what flows, or what the bind account can see. */
const deciding = [
  'settings.people.',
  'settings.groups.',
  'settings.mapping.',
  'settings.policy.limitToGroups',
  'settings.connection.urls',
  'settings.connection.bindDn',
  'settings.connection.activeDirectory',
  'settings.connection.stableIdAttribute',
]

/** Whether this change can move anybody into or out of scope, or change a value: a path of `flattenSettings`. */
export const touchesScope = (key: string) => deciding.some((start) => key.startsWith(start))
