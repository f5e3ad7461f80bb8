import type { Settings } from '@bindery/contract'
import { sameDn } from '@bindery/contract/ldap-text'

/** The bind account and the listed DNs are never removed, disabled or held (rule 8). */
export function isProtected(settings: Settings, dn: string): boolean {
  return [settings.connection.bindDn, ...settings.policy.protectedDns].some(
    (protectedDn) => protectedDn !== '' && sameDn(protectedDn, dn),
  )
}
