import { parseLdif, type LdifEntry } from '../ldif.ts'
import { mustRun, runCommand } from '../process/run-command.ts'
import { socketUrl } from './slapd-process.ts'
import { names } from './write-config.ts'

/** The truth, asked for with OpenLDAP's own tools. */
export interface SlapdTools {
  /**
   * Runs `ldapsearch` with these arguments (filter, attributes, `-b`, `-s`, …) as the admin, under the suffix unless
   * told otherwise, and returns the entries. `-H` and `-D` with `-w` in the arguments take the place of ours. An
   * absent base (32) is no entries; any other failure rejects.
   */
  search(args: readonly string[]): Promise<LdifEntry[]>
  /** Runs `ldapmodify` on LDIF change records (RFC 2849) as the admin; records without changetype are added. */
  modify(ldif: string): Promise<void>
  /** Adds entries as a backup brings them back: with their entryUUID (by the Relax Rules control). */
  restore(ldif: string): Promise<void>
  /** Runs `ldapmodify` on cn=config: access rules, limits, overlays, live. */
  config(ldif: string): Promise<void>
  /** Tries to bind with `ldapwhoami`; false when the server refuses the password. */
  canBind(dn: string, password: string): Promise<boolean>
}

const noSuchObject = 32
const invalidCredentials = 49

const as = (dn: string) => ['-D', dn, '-w', names.adminPassword]

/** The tools for the server behind this private socket; the socket spares the truth from TLS and port faults. */
export function createTools(socketPath: string): SlapdTools {
  const url = socketUrl(socketPath)
  return {
    search: async (args) => {
      const own = [
        ...(args.includes('-H') ? [] : ['-H', url]),
        ...(args.includes('-D') ? [] : as(names.adminDn)),
        ...(args.includes('-b') ? [] : ['-b', names.suffix]),
      ]
      const result = await runCommand('ldapsearch', ['-x', '-LLL', '-o', 'ldif-wrap=no', ...own, ...args])
      if (result.code !== 0 && result.code !== noSuchObject) {
        throw new Error(`ldapsearch ended with ${result.code ?? 'a signal'}: ${result.stderr.trim()}`)
      }
      return parseLdif(result.stdout)
    },
    modify: async (ldif) => {
      await mustRun('ldapmodify', ['-x', '-a', '-H', url, ...as(names.adminDn)], ldif)
    },
    restore: async (ldif) => {
      await mustRun('ldapmodify', ['-x', '-a', '-e', '!relax', '-H', url, ...as(names.adminDn)], ldif)
    },
    config: async (ldif) => {
      await mustRun('ldapmodify', ['-x', '-H', url, ...as(names.configDn)], ldif)
    },
    canBind: async (dn, password) => {
      const result = await runCommand('ldapwhoami', ['-x', '-H', url, '-D', dn, '-w', password])
      if (result.code !== 0 && result.code !== invalidCredentials) {
        throw new Error(`ldapwhoami ended with ${result.code ?? 'a signal'}: ${result.stderr.trim()}`)
      }
      return result.code === 0
    },
  }
}
