import type { PlanChange } from '@bindery/contract'
import { tryParseDn } from '@bindery/contract/ldap-text'

/** What a row calls its subject, and what it says below; '' is nothing. Who has no username is called by another name, over the DN. */
export function titleOf({ name, displayName, dn }: Pick<PlanChange, 'name' | 'displayName' | 'dn'>): {
  title: string
  below: string
} {
  const other = displayName === name ? '' : displayName
  if (name !== dn) return { title: name, below: other }
  const [rdn = []] = tryParseDn(dn) ?? []
  return { title: other || rdn.map(({ value }) => value).join(' + ') || dn, below: dn }
}
