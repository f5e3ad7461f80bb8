import { parseLdif, type LdifEntry } from '../ldif.ts'
import { runCommand } from '../process/run-command.ts'
import { domain } from './domain.ts'

/** The truth, asked for with OpenLDAP's own tools. */
export interface SambaTools {
  /** Runs `ldapsearch` with these arguments as the administrator, under the suffix unless told otherwise. */
  search(args: readonly string[]): Promise<LdifEntry[]>
  /** Runs `ldapmodify` on LDIF change records (RFC 2849); records without changetype are added. */
  modify(ldif: string): Promise<void>
  /** Tries to bind; false when the server refuses the password. */
  canBind(name: string, password: string): Promise<boolean>
}

const noSuchObject = 32
const invalidCredentials = 49

/** The tools for the domain controller at this address. They speak TLS, without which passwords cannot be set. */
export function sambaTools(
  address: string,
  authorityFile: string,
): SambaTools & { answers(): Promise<boolean> } {
  // With LDAPNOINIT the tools would not look at their own variables, of which one names the authority.
  const trusting = ['-u', 'LDAPNOINIT', `LDAPTLS_CACERT=${authorityFile}`]
  const run = (tool: string, args: readonly string[], input = '') =>
    runCommand('env', [...trusting, tool, '-x', '-H', `ldaps://${address}`, ...args], input)
  const asAdmin = ['-D', domain.adminDn, '-w', domain.adminPassword]
  const expect = (
    tool: string,
    { code, stderr }: { code: number | null; stderr: string },
    also: number[],
  ) => {
    if (code !== 0 && !also.includes(code ?? -1))
      throw new Error(`${tool} ended with ${code ?? 'a signal'}: ${stderr.trim()}`)
  }
  return {
    async search(args) {
      const base = args.includes('-b') ? [] : ['-b', domain.suffix]
      const result = await run('ldapsearch', ['-LLL', '-o', 'ldif-wrap=no', ...asAdmin, ...base, ...args])
      expect('ldapsearch', result, [noSuchObject])
      return parseLdif(result.stdout)
    },
    async modify(ldif) {
      expect('ldapmodify', await run('ldapmodify', ['-a', ...asAdmin], ldif), [])
    },
    async canBind(name, password) {
      const result = await run('ldapsearch', ['-D', name, '-w', password, '-s', 'base', '-b', '', '1.1'])
      expect('ldapsearch', result, [invalidCredentials])
      return result.code === 0
    },
    /** Something answers before the domain does: only its own naming context says that it is up. */
    async answers() {
      const { stdout } = await run('ldapsearch', ['-LLL', '-s', 'base', '-b', '', 'defaultNamingContext'])
      return stdout.includes(domain.suffix)
    },
  }
}
