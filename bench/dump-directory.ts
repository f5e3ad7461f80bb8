import type { Slapd } from '@bindery/testbed'
import { spawn } from 'node:child_process'
import { once } from 'node:events'

const people = 'uid employeeNumber givenName sn displayName cn mail mobile title entryUUID'.split(' ')
const groups = 'cn description uniqueMember entryUUID'.split(' ')

/** Seconds that OpenLDAP's own client takes to fetch what a preview fetches, its output thrown away. */
export async function dumpDirectory(slapd: Slapd): Promise<number> {
  const started = performance.now()
  await dump(slapd, slapd.usersBase, ['(objectClass=inetOrgPerson)', ...people])
  await dump(slapd, slapd.groupsBase, ['(objectClass=groupOfUniqueNames)', ...groups])
  return (performance.now() - started) / 1000
}

async function dump(slapd: Slapd, base: string, what: readonly string[]): Promise<void> {
  const bind = ['-x', '-LLL', '-H', slapd.ldapUrl, '-D', slapd.adminDn, '-w', slapd.adminPassword]
  const child = spawn('ldapsearch', [...bind, '-E', 'pr=1000/noprompt', '-b', base, ...what], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`ldapsearch ended with ${code ?? 'a signal'}`)
}
