#!/usr/bin/env node
// The entry of `npm run demo`, `npm start` and `npm test`. It runs on whatever Node is installed, with nothing else
// there yet: it installs the workspace once and hands over to the Node that came with it.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { installWorkspace } from './install-workspace.mjs'
import { runChild } from './run-child.mjs'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const bin = join(root, 'node_modules', '.bin')
const [verb = '', ...rest] = process.argv.slice(2)

/** How the server is started: with what keeps its memory small (docs/architecture.md, "Memory"). */
const launch = JSON.parse(readFileSync(new URL('server-launch.json', import.meta.url), 'utf8'))

/** The programs of each verb, run one after the other until one fails. */
const programs = {
  demo: [['packages/testbed/src/demo/main.ts', ...rest]],
  start: [
    ['packages/testbed/src/console/build-if-stale.ts'],
    [...launch.flags, 'apps/bff/src/server.ts', ...rest],
  ],
  test: [['packages/testbed/src/run-all-tests.ts']],
}

/** The Node of the install; the host's own where the install has none for this platform and it is new enough. */
function workspaceNode() {
  const installed = join(bin, 'node')
  if (existsSync(installed)) return installed
  if (major(process.version) >= 24) return process.execPath
  throw new Error(
    `No Node 24 could be installed for ${process.platform} on ${process.arch}: install it yourself.`,
  )
}

function major(version) {
  return Number.parseInt(version.replace('v', ''), 10)
}

async function main() {
  if (major(process.version) < 20)
    throw new Error(`Bindery needs Node 20 or newer; this is ${process.version}.`)
  const steps = programs[verb]
  if (steps === undefined) throw new Error('Say what to do: npm run demo, npm start or npm test.')
  const env = { ...process.env }
  const home = env.HOME && existsSync(env.HOME) ? undefined : mkdtempSync(join(tmpdir(), 'bindery-home-'))
  if (home !== undefined) env.HOME = home
  if (verb === 'start') Object.assign(env, { ...launch.env, ...env })
  env.PATH = [dirname(process.execPath), env.PATH || '/usr/local/bin:/usr/bin:/bin'].join(delimiter)
  try {
    await installWorkspace(root, env)
    env.PATH = [bin, env.PATH].join(delimiter)
    for (const program of steps) {
      const code = await runChild(workspaceNode(), program, { cwd: root, env })
      if (code !== 0) return code
    }
    return 0
  } finally {
    if (home !== undefined) rmSync(home, { recursive: true, force: true })
  }
}

try {
  process.exitCode = await main()
} catch (error) {
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
