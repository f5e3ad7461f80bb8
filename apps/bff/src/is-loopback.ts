/** Whether a host, as in an option or a URL, is this machine for itself alone. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || /^(\[::1\]|::1)$/.test(host) || /^127(\.\d{1,3}){3}$/.test(host)
}
