import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { root } from '../workspace.ts'

/**
 * Runs one of the workspace's own tools, such as `prettier`, with our terminal and the workspace's Node, whatever
 * PATH says. Resolves with its exit code; null when a signal ended it.
 */
export function runVisibly(
  tool: string,
  args: readonly string[],
  more: NodeJS.ProcessEnv = {},
): Promise<number | null> {
  const bin = join(root, 'node_modules', '.bin')
  const env = { ...process.env, PATH: [bin, process.env['PATH'] ?? ''].join(delimiter), ...more }
  return new Promise((resolve, reject) => {
    const child = spawn(join(bin, tool), args, { cwd: root, env, stdio: 'inherit' })
    const forward = (signal: NodeJS.Signals) => child.kill(signal)
    process.on('SIGINT', forward).on('SIGTERM', forward)
    const done = () => process.off('SIGINT', forward).off('SIGTERM', forward)
    child.on('error', (error) => {
      done()
      reject(error)
    })
    child.on('exit', (code) => {
      done()
      resolve(code)
    })
  })
}
