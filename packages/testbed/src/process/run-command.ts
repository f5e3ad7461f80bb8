import { spawn } from 'node:child_process'
import { delimiter } from 'node:path'

/** What a finished command left behind. `code` is null when a signal ended it. */
export interface CommandResult {
  code: number | null
  stdout: string
  stderr: string
}

// slapd and its tools live in /usr/sbin, which an ordinary user's PATH does not name.
const searchPath = [process.env['PATH'] ?? '', '/usr/local/sbin', '/usr/sbin', '/sbin', '/usr/bin', '/bin']

/** The environment for system tools: PATH completed with the sbin folders, C locale, no personal LDAP settings. */
export function toolEnvironment(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PATH: searchPath.join(delimiter),
    LC_ALL: 'C',
    LDAPCONF: '/dev/null',
    LDAPNOINIT: '1',
  }
}

/** Runs a command to its end and returns its output, whatever its exit code; rejects only when it cannot start. */
export function runCommand(command: string, args: readonly string[], input = ''): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env: toolEnvironment(), stdio: 'pipe' })
    const stdout: Buffer[] = []
    const stderr: Buffer[] = []
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk))
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk))
    child.on('error', reject)
    child.on('close', (code) =>
      resolve({ code, stdout: Buffer.concat(stdout).toString(), stderr: Buffer.concat(stderr).toString() }),
    )
    // A command that ends before reading its input must not end us with EPIPE.
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
  })
}

/** As `runCommand`, but a non-zero exit is an Error carrying the command and its own words. Returns stdout. */
export async function mustRun(command: string, args: readonly string[], input = ''): Promise<string> {
  const result = await runCommand(command, args, input)
  if (result.code !== 0) {
    const words = `${result.stderr}${result.stdout}`.trim()
    throw new Error(`${command} ended with ${result.code ?? 'a signal'}: ${words}`)
  }
  return result.stdout
}
