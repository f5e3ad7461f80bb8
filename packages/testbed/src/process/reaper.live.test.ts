import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { once } from 'node:events'
import { connect } from 'node:net'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const startModule = fileURLToPath(new URL('../slapd/start-slapd.ts', import.meta.url))

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => resolve(false))
    socket.on('connect', () => {
      socket.destroy()
      resolve(true)
    })
  })
}

test('a server and its data go when their owner is killed', async () => {
  const script =
    `import { startSlapd } from ${JSON.stringify(startModule)}; const s = await startSlapd();` +
    `console.log(s.ldapUrl + ' ' + s.caFile); setInterval(() => {}, 1000)`
  const owner = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'pipe' })
  const [line]: unknown[] = await once(owner.stdout, 'data')
  const [url = '', caFile = ''] = String(line).trim().split(' ')
  const port = Number(new URL(url).port)
  expect([await answers(port), existsSync(caFile)]).toEqual([true, true])
  owner.kill('SIGKILL')
  await expect.poll(() => answers(port), { timeout: 5000 }).toBe(false)
  await expect.poll(() => existsSync(caFile), { timeout: 5000 }).toBe(false)
})
