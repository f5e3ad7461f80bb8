import { X509Certificate } from 'node:crypto'
import type { DetailedPeerCertificate, TLSSocket } from 'node:tls'
import type { Certificate } from '@bindery/contract'

const dayMs = 86_400_000

/** The certificates that the server showed, leaf first, trusted or not. `now` in milliseconds. */
export function describeChain(socket: TLSSocket, now: number): Certificate[] {
  const chain: Certificate[] = []
  const seen = new Set<string>()
  let next: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true)
  // A root names itself as its issuer, and an anonymous server shows nothing.
  while (next?.raw !== undefined && !seen.has(next.fingerprint256)) {
    seen.add(next.fingerprint256)
    chain.push(describe(new X509Certificate(next.raw), now))
    next = next.issuerCertificate
  }
  return chain
}

function describe(certificate: X509Certificate, now: number): Certificate {
  const until = certificate.validToDate
  return {
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    names: (certificate.subjectAltName ?? '').split(', ').filter((name) => name !== ''),
    validFrom: certificate.validFromDate.toISOString(),
    validTo: until.toISOString(),
    daysLeft: Math.floor((until.getTime() - now) / dayMs),
    fingerprint: certificate.fingerprint256,
    pem: certificate.toString(),
  }
}

function oneLine(name: string | undefined): string {
  return (name ?? '').split('\n').join(', ')
}
