import { tryParseDn, writeDn } from '../ldap-text/index.ts'

/** The DN of the domain that a bind name speaks of, be it `admin@example.org` or a DN; '' when it names none. */
export function domainOfBindName(name: string): string {
  const [, principal] = /^[^@=]+@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)$/.exec(name.trim()) ?? []
  if (principal !== undefined)
    return principal
      .split('.')
      .map((label) => `DC=${label}`)
      .join(',')
  const dn = tryParseDn(name) ?? []
  const start = dn.findLastIndex((rdn) => rdn[0]?.type.toLowerCase() !== 'dc') + 1
  return start === dn.length ? '' : writeDn(dn.slice(start))
}
