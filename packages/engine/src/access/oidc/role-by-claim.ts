import type { Role, SignInSettings } from '@bindery/contract'
import { roles } from '@bindery/contract'

/**
 * The highest role that a claim's values give; null: none. Values are compared exactly.
 * @param claims of the ID token, or of the UserInfo endpoint
 */
export function roleByClaim(
  claims: Readonly<Record<string, unknown>>,
  { claim, values, otherwise }: Pick<SignInSettings['oidc'], 'claim' | 'values' | 'otherwise'>,
): Role | null {
  const has = valuesOf(claims, claim)
  const given = new Set(values.filter(({ value }) => has.includes(value)).map(({ role }) => role))
  const highest = roles.toReversed().find((role) => given.has(role))
  return highest ?? (otherwise === 'viewer' ? 'viewer' : null)
}

/**
 * The values of a claim, as text: one, or a list. A name with dots is that claim, or else leads into objects, as
 * Keycloak’s `realm_access.roles` does.
 */
export function valuesOf(claims: Readonly<Record<string, unknown>>, name: string): readonly string[] {
  if (name === '') return []
  const found = Object.hasOwn(claims, name) ? claims[name] : name.split('.').reduce(into, claims as unknown)
  const list: unknown[] = Array.isArray(found) ? found : [found]
  return list.flatMap((value) =>
    typeof value === 'string'
      ? [value]
      : typeof value === 'number' || typeof value === 'boolean'
        ? [String(value)]
        : [],
  )
}

function into(at: unknown, part: string): unknown {
  return typeof at === 'object' && at !== null && Object.hasOwn(at, part)
    ? (at as Record<string, unknown>)[part]
    : undefined
}
