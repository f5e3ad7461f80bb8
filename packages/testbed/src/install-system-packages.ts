import { existsSync } from 'node:fs'
import { runCommand } from './process/run-command.ts'

/** What a task needs from the system: a server of a kind, or whatever the tests use. */
export type SystemNeeds = 'openldap' | 'active_directory' | 'postgres' | 'tests'

const toolPackages = ['ldap-utils', 'openssl']
const slapdPackages = ['slapd', 'slapd-contrib']
const sambaPackages = [
  'samba',
  'samba-ad-dc',
  'samba-ad-provision',
  'samba-dsdb-modules',
  'samba-vfs-modules',
  'winbind',
  'ldb-tools',
]
const postgresPackages = ['postgresql']
const clockPackages = ['libfaketime']
const browserPackages = ['chromium', 'fonts-liberation', 'fonts-dejavu-core']

const packages: Readonly<Record<SystemNeeds, readonly string[]>> = {
  openldap: [...toolPackages, ...slapdPackages],
  active_directory: [...toolPackages, ...sambaPackages],
  postgres: postgresPackages,
  tests: [
    ...toolPackages,
    ...slapdPackages,
    ...sambaPackages,
    ...postgresPackages,
    ...clockPackages,
    ...browserPackages,
  ],
}

// Debian would start the system's own slapd or PostgreSQL after unpacking it; policy-rc.d says no.
const script = `
policy=/usr/sbin/policy-rc.d
if [ ! -e $policy ]; then
  trap 'rm -f $policy' EXIT
  trap 'exit 1' INT TERM HUP
  printf '#!/bin/sh\\nexit 101\\n' >$policy
  chmod 755 $policy
fi
export DEBIAN_FRONTEND=noninteractive
install() { apt-get -o DPkg::Lock::Timeout=120 install -y --no-install-recommends "$@"; }
install "$@" || { apt-get update && install "$@"; }
`

/**
 * Makes sure that what a task needs is there, installing the missing Debian packages. Throws with the command to run
 * when that is not possible.
 */
export async function installSystemPackages(needs: SystemNeeds): Promise<void> {
  const missing = await missingPackages(packages[needs])
  if (missing.length === 0) return
  const byHand = `Install them yourself: apt-get install --no-install-recommends ${missing.join(' ')}`
  if (!existsSync('/usr/bin/apt-get')) {
    throw new Error(`These programs are missing, and this is not Debian: ${missing.join(', ')}.`)
  }
  const become = await asRoot()
  if (become === undefined)
    throw new Error(`Missing, and only root can add them: ${missing.join(', ')}. ${byHand}`)
  process.stderr.write(`Installing ${missing.join(', ')} (once)…\n`)
  const [command = 'sh', ...args] = [...become, 'sh', '-c', script, 'sh', ...missing]
  const result = await runCommand(command, args)
  if (result.code !== 0) {
    throw new Error(`The installation failed.\n${result.stdout}${result.stderr}\n${byHand}`)
  }
}

/** The command words that make us root: none, sudo, or undefined when neither works. */
async function asRoot(): Promise<string[] | undefined> {
  if (process.getuid?.() === 0) return []
  const sudo = await runCommand('sudo', ['-n', 'true']).catch(() => undefined)
  return sudo?.code === 0 ? ['sudo', '-n'] : undefined
}

async function missingPackages(wanted: readonly string[]): Promise<string[]> {
  // dpkg-query fails for unknown names but still lists the known ones.
  const query = ['-W', '-f', '${db:Status-Status} ${Package}\\n', ...wanted]
  const known = await runCommand('dpkg-query', query).catch(() => undefined)
  if (known === undefined) return wanted.filter((name) => !isOnDisk(name))
  const installed = new Set(known.stdout.split('\n'))
  return wanted.filter((name) => !installed.has(`installed ${name}`))
}

const programs: Readonly<Record<string, string>> = {
  slapd: 'slapd',
  'ldap-utils': 'ldapsearch',
  openssl: 'openssl',
  samba: 'samba',
  postgresql: 'psql',
  chromium: 'chromium',
}

/** Without dpkg, the programs themselves are the evidence. */
function isOnDisk(name: string): boolean {
  const program = programs[name]
  if (program === undefined) return true
  return ['/usr/bin', '/usr/sbin', '/usr/local/bin', '/usr/local/sbin'].some((folder) =>
    existsSync(`${folder}/${program}`),
  )
}
