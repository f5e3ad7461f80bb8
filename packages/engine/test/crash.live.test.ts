import { startFaultProxy } from '@bindery/testbed'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { useSlapd } from './company.ts'
import { beforeRun } from './crash-lab.ts'

const lab = useSlapd()
const child = fileURLToPath(new URL('crash-child.ts', import.meta.url))
const timeout = 900_000
const every = [
  ...['create', 'update', 'move', 'disable', 'enable', 'delete', 'members'].flatMap((kind) => [
    `accounts ${kind}`,
    `directory ${kind}`,
  ]),
  ...['hold', 'release', 'link', 'unlink'].map((kind) => `accounts ${kind}`),
]

/** Applies a run in a process that kills itself at a step; whether it came to its end before that. */
async function applyUntil(dataDir: string, runId: number, step: number): Promise<boolean> {
  const applying = spawn(process.execPath, [child, dataDir, String(runId), String(step)], {
    stdio: 'inherit',
  })
  const [code, signal] = (await once(applying, 'exit')) as [number | null, string | null]
  if (code !== 0 && signal !== 'SIGKILL') throw new Error(`The applying process ended with ${code ?? signal}`)
  return code === 0
}

test('S36 S54 killed at every step of a run with every kind of operation', { timeout }, async () => {
  const start = await beforeRun(lab)
  expect(start.planned).toBeGreaterThanOrEqual(50)
  expect([...start.kinds].toSorted()).toEqual(every.toSorted())
  await start.rewind()
  const whole = await start.finish()
  expect(whole).toMatchObject({ state: 'succeeded', outcome: { done: start.planned } })
  const reference = await start.look()
  let points = 0
  for (; ; points += 1) {
    await start.rewind()
    if (await applyUntil(start.dataDir, start.runId, points)) break
    const run = await start.finish()
    expect([points, run.state, run.outcome]).toEqual([points, 'succeeded', whole.outcome])
    // Nothing lost, nothing twice (the access log has each write once), nothing forgotten.
    expect({ points, ...(await start.look()) }).toEqual({ points, ...reference })
  }
  expect(points).toBeGreaterThan(100)
  process.stdout.write(`crash points tried: ${points}; accounts lost: 0; twice: 0; forgotten: 0\n`)
})

test('S36 the connection cut and silenced at many points of a run', { timeout }, async () => {
  const proxy = await startFaultProxy(lab.server().ldapUrl)
  onTestFinished(() => proxy.stop())
  const start = await beforeRun(lab, proxy.url)
  await start.rewind()
  const whole = await start.finish()
  const reference = await start.look()
  const schema = await schemaBytes()
  const cuts = Array.from({ length: 24 }, (_, index) => schema + index * 700)
  const faults = [
    ...cuts.map((bytes) => () => proxy.cutAfter(bytes)),
    // Each of these waits for the operation timeout.
    ...[1, 9, 17].map((index) => () => proxy.stallAfter(schema + index * 700)),
  ]
  for (const [point, fault] of faults.entries()) {
    await start.rewind()
    fault()
    const run = await start.finish(() => proxy.heal())
    expect([point, run.state, run.outcome]).toEqual([point, 'succeeded', whole.outcome])
    expect({ point, ...(await start.look()) }).toEqual({ point, ...reference })
  }
  process.stdout.write(`fault points tried: ${faults.length}; accounts lost: 0; twice: 0; forgotten: 0\n`)
})

/** What every connection reads before its first write. */
async function schemaBytes(): Promise<number> {
  const what = ['-b', 'cn=Subschema', '-s', 'base', 'attributeTypes', 'objectClasses']
  const [schema] = await lab.server().search(what)
  return Object.values(schema?.attributes ?? {})
    .flat()
    .reduce((sum, definition) => sum + definition.length + 4, 0)
}
