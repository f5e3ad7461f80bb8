import { dnKey, tryParseDn } from '@bindery/contract/ldap-text'

/**
 * A domain refers to its own DNS and configuration partitions from its root (MS-ADTS §3.1.1.4.6): nobody's entry is in
 * them.
 */
export function isOwnPartition(url: string): boolean {
  return /^ldaps?:\/\/[^/]*\/(DC=(DomainDnsZones|ForestDnsZones)|CN=Configuration),DC=/i.test(url)
}

/** What an LDAP URL (RFC 4516) refers to: its DN, or all of it where it has none. */
export function referredTo(url: string): string {
  const [, written = ''] = /^[a-z]+:\/\/[^/]*\/([^?]*)/i.exec(url) ?? []
  try {
    const dn = decodeURIComponent(written)
    return dn !== '' && tryParseDn(dn) !== undefined ? dn : url
  } catch {
    // No percent-encoding of UTF-8.
    return url
  }
}

/** The references to other servers that none of the known ones is for, whichever server they name. Null: all are known. */
export function unknownReferrals(urls: readonly string[], known: readonly string[] | null): string[] {
  if (known === null) return []
  const keys = new Set(known.map(partKey))
  return foreignReferrals(urls).filter((url) => !keys.has(partKey(url)))
}

/** References to what may hold entries that were to be read, each part once. */
export function foreignReferrals(urls: readonly string[]): string[] {
  const foreign = urls.filter((url) => !isOwnPartition(url))
  return [...new Map(foreign.map((url) => [partKey(url), url])).values()]
}

function partKey(url: string): string {
  const part = referredTo(url)
  return part === url ? url.toLowerCase() : dnKey(part)
}
