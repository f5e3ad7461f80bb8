interface Transport {
  urls: readonly string[]
  startTls: boolean
  verifyTls: boolean
}

/** What StartTLS and verification mean for these addresses. */
export function wordTransport({ urls, startTls, verifyTls }: Transport) {
  const clear = urls.some((url) => /^ldap:/i.test(url))
  const startTlsWords = startTls
    ? 'Each ldap:// connection is encrypted before anything is sent; if that fails, nothing is sent.'
    : clear
      ? 'The ldap:// connection stays in clear: passwords and people’s data can be read on the way.'
      : 'Only for ldap:// addresses; ldaps:// is encrypted from the start.'
  const verifyWords = verifyTls
    ? 'Bindery talks only to a server whose certificate it can trust and whose name fits.'
    : 'Any certificate is accepted: whoever sits between can read the bind password. Use it only to try things.'
  return { startTlsWords, verifyWords }
}
