import type { DirectoryInput } from '@bindery/contract'
import { startDelayProxy, type CompanySize, type Slapd } from '@bindery/testbed'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { changeTitles, peopleNamed } from './change-titles.ts'
import { directoryOf, retitle, somePeople } from './company.ts'
import type { Figure } from './judge.ts'
import { createSamples, type Samples } from './samples.ts'
import { figureNames } from './sizes.ts'
import type { StartServer } from './start-server.ts'
import { addDirectory, apply, preview, timed } from './sync.ts'

const { push, pushFar, modify, modifyFar } = figureNames
const updates = 3000
const roundTripMs = 10

export interface PushBench {
  readonly slapd: Slapd
  readonly size: CompanySize
  readonly start: StartServer
  readonly runs: number
}

/** The names of a push and of the `ldapmodify` beside it. */
type Names = readonly [push: typeof push | typeof pushFar, modify: typeof modify | typeof modifyFar]

/**
 * 3,000 titles changed in Bindery and applied to the directory, beside `ldapmodify` with as many titles of the same
 * people: on loopback, and both through a proxy that makes the server 10 ms away.
 */
export async function measurePush(bench: PushBench): Promise<Figure[]> {
  const samples = createSamples()
  await measureAt(bench, bench.slapd.ldapUrl, [push, modify], samples)
  const proxy = await startDelayProxy(bench.slapd.ldapUrl, roundTripMs)
  try {
    await measureAt(bench, proxy.url, [pushFar, modifyFar], samples)
  } finally {
    await proxy.stop()
  }
  return [
    samples.figure(modify, 's'),
    samples.figure(push, 's', modify),
    samples.figure(modifyFar, 's'),
    samples.figure(pushFar, 's', modifyFar),
  ]
}

async function measureAt(bench: PushBench, ldapUrl: string, names: Names, samples: Samples): Promise<void> {
  const { slapd, size, start, runs } = bench
  const dns = somePeople(size, updates)
  const usernames = new Set(dns.map((dn) => dn.replace(/^uid=|,.*/g, '')))
  const server = await start()
  try {
    const { url } = server
    const id = await addDirectory(url, bothWays(slapd, ldapUrl))
    await apply(url, await preview(url, id))
    for (let run = 0; run < runs; run += 1) {
      process.stderr.write(`${names[0]}, run ${run + 1} of ${runs}\n`)
      const ldif = retitle(dns, `${names[1]} ${run}`)
      const [, modifySeconds] = await timed(() => ldapModify(slapd, ldapUrl, ldif))
      // The accounts lead, but only the directory changed: they take its titles.
      await apply(url, await preview(url, id))
      await changeTitles(url, await peopleNamed(url, usernames), `${names[0]} ${run}`)
      const plan = await preview(url, id)
      const writes = plan.counts.find(({ side, kind }) => side === 'directory' && kind === 'update')
      if (writes?.included !== updates || plan.included !== updates)
        throw new Error(`${updates} people changed, and the plan says “${plan.sentence}”`)
      const [, pushSeconds] = await timed(() => apply(url, plan))
      const pushed = await slapd.search([`(title=${names[0]} ${run})`, '1.1'])
      if (pushed.length !== updates)
        throw new Error(`${updates} titles were pushed, and ${pushed.length} are there`)
      samples.add(names[0], pushSeconds)
      samples.add(names[1], modifySeconds)
    }
  } finally {
    await server.stop()
  }
}

function bothWays(slapd: Slapd, url: string): DirectoryInput {
  const input = directoryOf(slapd, url)
  const { settings } = input
  const policy = { ...settings.policy, direction: 'two_way', authority: 'accounts' } as const
  return { ...input, settings: { ...settings, policy } }
}

/** Runs `ldapmodify` as the admin, over the same address as Bindery. */
async function ldapModify(slapd: Slapd, url: string, ldif: string): Promise<void> {
  const bind = ['-x', '-H', url, '-D', slapd.adminDn, '-w', slapd.adminPassword]
  const child = spawn('ldapmodify', bind, { stdio: ['pipe', 'ignore', 'inherit'] })
  child.stdin.end(ldif)
  const [code] = (await once(child, 'exit')) as [number | null]
  if (code !== 0) throw new Error(`ldapmodify ended with ${code ?? 'a signal'}`)
}
