import { endpoints } from '@bindery/contract'
import { randomBytes } from 'node:crypto'

/** The admin of a server that was just started, signed in. */
export interface Admin {
  readonly username: string
  readonly password: string
}

/** The cookies of the admins that this process has made, by the URL of their server. */
const cookies = new Map<string, string>()

/** Makes the first admin of a server, with the set-up link that it printed and a password of its own. */
export async function makeAdmin(setUpLink: string): Promise<Admin> {
  const { origin, hash } = new URL(setUpLink)
  const admin = { username: 'admin', password: randomBytes(12).toString('base64url') }
  const { method, path } = endpoints.setUp
  const response = await fetch(origin + path, {
    method,
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ token: hash.slice(1), ...admin }),
  })
  if (!response.ok) throw new Error(`${method} ${path} was refused: ${await response.text()}`)
  const [cookie = ''] = response.headers.getSetCookie()
  cookies.set(origin, cookie.split(';', 1)[0] ?? '')
  return admin
}

/** The headers by which a request counts as the console's own, made by the admin of this server. */
export function adminHeaders(url: string): { origin: string; cookie: string } {
  return { origin: url, cookie: cookies.get(url) ?? '' }
}
