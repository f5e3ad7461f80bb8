import { createPrivateKey, X509Certificate } from 'node:crypto'
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls'
import type { Connection } from '@bindery/contract'
import { failure } from '../problems.ts'

const pemBlock = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g

/**
 * What to trust and whom to be in TLS: the CA bundle, or else the CAs of Node and of the system; the client
 * certificate with its key. Throws `DirectoryError` tls_bad_ca or tls_bad_client_certificate.
 */
export function createTrust(connection: Connection, clientKey: string): SecureContext {
  const ca = authorities(connection.caBundle)
  const own = connection.clientCertificate.trim()
  if (own !== '') assertKeyPair(own, clientKey)
  return createSecureContext({
    ca,
    minVersion: 'TLSv1.2',
    // A bundle may hold an intermediate, or the server's own certificate, without the root above it.
    allowPartialTrustChain: true,
    ...(own === '' ? {} : { cert: own, key: clientKey }),
  })
}

function authorities(bundle: string): string[] {
  // OpenSSL skips what it cannot read without a word, so it is read here first.
  if (bundle.trim() === '') return [...getCACertificates('default'), ...getCACertificates('system')]
  const blocks = bundle.match(pemBlock) ?? []
  if (blocks.length === 0) throw failure('tls_bad_ca', { raw: 'no certificate in the text' })
  for (const block of blocks) {
    try {
      void new X509Certificate(block)
    } catch (error) {
      throw failure('tls_bad_ca', { raw: error instanceof Error ? error.message : '' })
    }
  }
  return blocks
}

function assertKeyPair(certificate: string, key: string): void {
  try {
    if (new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key))) return
  } catch (error) {
    throw failure('tls_bad_client_certificate', { raw: error instanceof Error ? error.message : '' })
  }
  throw failure('tls_bad_client_certificate', { raw: 'the key does not belong to the certificate' })
}
