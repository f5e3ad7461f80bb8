/** The ports of a global catalog, without TLS and with it (MS-ADTS §3.1.1.3.1.10). */
export const isGlobalCatalogPort = (port: number): boolean => port === 3268 || port === 3269

/**
 * Whether an address is that of a global catalog: it has part of the attributes of every domain of a forest, and cannot
 * be written to. By its port, or by the service that DNS is asked for (MS-ADTS §6.3.2.3).
 */
export function isGlobalCatalog(address: string): boolean {
  const url = URL.parse(address)
  if (!url) return false
  return isGlobalCatalogPort(Number(url.port)) || /^_ldap\._tcp\.(.+\.)?gc\._msdcs\./i.test(url.hostname)
}

/**
 * The domain of a host name that names a service in DNS (RFC 2782), as `_ldap._tcp.dc._msdcs.example.test` does; null
 * for any other host name, and '' where it has none.
 */
export function serviceDomain(host: string): string | null {
  if (!/^_ldap\._tcp(\.|$)/i.test(host)) return null
  const labels = host.split('.')
  return labels.slice(labels.findLastIndex((label) => label.startsWith('_')) + 1).join('.')
}
