/**
 * A page of this console as a `Location` header may hold it: in ASCII, and on this server however it is read.
 * @param path what was asked for, beginning with one slash
 */
export function ownPage(path: string, origin: string): string {
  const url = URL.parse(path, origin)
  // Dots are taken out of paths, and what is left may begin with two slashes, which is another server's address.
  if (url === null || url.origin !== origin || url.pathname.startsWith('//')) return '/'
  return url.pathname + url.search + url.hash
}
