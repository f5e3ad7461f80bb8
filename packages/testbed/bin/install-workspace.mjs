import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { runChild } from './run-child.mjs'

const pnpm = 'pnpm@12.21.0'

/** Installs the workspace from its lockfile, unless that was done for this very lockfile. */
export async function installWorkspace(root, env) {
  const stamp = join(root, 'node_modules', '.bindery-installed')
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'pnpm-lock.yaml')))
    .digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
  process.stderr.write('Installing Bindery (once; about half a minute)…\n')
  const [command, before] = findNpm(env)
  const args = [...before, 'exec', '--yes', '--', pnpm, 'install', '--frozen-lockfile', '--loglevel', 'error']
  // CI: pnpm must not ask questions, and there may be no terminal to ask on.
  const quiet = { CI: 'true', npm_config_update_notifier: 'false' }
  const code = await runChild(command, args, { cwd: root, env: { ...env, ...quiet } })
  if (code !== 0) {
    throw new Error(
      `The installation failed (exit code ${code}); its own words are above. Is the network up?`,
    )
  }
  writeFileSync(stamp, lock)
}

/** npm belongs to the Node we run on: the one that started us, or the one beside it; else whatever PATH has. */
function findNpm(env) {
  const home = dirname(process.execPath)
  const beside = [
    env.npm_execpath ?? '',
    join(home, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(home, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    '/usr/share/nodejs/npm/bin/npm-cli.js',
  ]
  const script = beside.find((path) => basename(path) === 'npm-cli.js' && existsSync(path))
  return script === undefined ? ['npm', []] : [process.execPath, [script]]
}
