import { join } from 'node:path'
import { mustRun } from '../process/run-command.ts'

const machine: Readonly<Record<string, string>> = { x64: 'x86_64', arm64: 'aarch64' }
const modules = `/usr/lib/${machine[process.arch] ?? process.arch}-linux-gnu/samba/ldb`

/** Runs a tool of ldb on the database of a domain controller that is not running, past its access control. */
export function onDomain(
  directory: string,
  tool: string,
  args: readonly string[],
  input = '',
): Promise<string> {
  const database = join(directory, 'private', 'sam.ldb')
  return mustRun('env', [`LDB_MODULES_PATH=${modules}`, tool, ...args, '-H', database], input)
}
