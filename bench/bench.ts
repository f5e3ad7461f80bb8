import { startSlapd, type Slapd, type SlapdOptions } from '@bindery/testbed'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { judge, type Figure } from './judge.ts'
import { measureDomain } from './measure-domain.ts'
import { measurePush } from './measure-push.ts'
import { measurePages } from './measure-pages.ts'
import { measureUntold } from './measure-untold.ts'
import { measureSync } from './measure-sync.ts'
import { writeProfiles } from './profile.ts'
import { readFlags, type Part } from './read-flags.ts'
import { describeMachine, resultsFile, type Results } from './results.ts'
import { setLimits } from './set-limits.ts'
import { sizes } from './sizes.ts'
import { openServers } from './open-servers.ts'
import type { StartServer } from './start-server.ts'
import { writeTable } from './table.ts'
import { writeDocs } from './write-docs.ts'

const flags = readFlags(process.argv.slice(2))
const company = sizes[flags.size]

/** Runs the parts that were asked for, on one directory. */
async function measure(start: StartServer): Promise<Figure[]> {
  const bench = { size: company, start, runs: flags.runs }
  const wants = (part: Part) => flags.parts.includes(part)
  const figures: Figure[] = []
  const onSlapd = async (measurePart: (slapd: Slapd) => Promise<Figure[]>, options: SlapdOptions = {}) => {
    process.stderr.write(`Loading ${company.people} people, ${company.groups} groups…\n`)
    const slapd = await startSlapd({ load: company, ...options })
    try {
      figures.push(...(await measurePart(slapd)))
    } finally {
      await slapd.stop()
    }
  }
  if (wants('sync')) await onSlapd((slapd) => measureSync({ ...bench, slapd }))
  if (wants('untold')) await onSlapd((slapd) => measureUntold({ ...bench, slapd }), { syncProvider: false })
  if (wants('pages')) await onSlapd((slapd) => measurePages({ ...bench, slapd }))
  if (wants('push')) await onSlapd((slapd) => measurePush({ ...bench, slapd }))
  if (wants('domain')) figures.push(...(await measureDomain(start, flags.runs)))
  return figures
}

async function measureAndTell(start: StartServer): Promise<void> {
  const figures = (await setLimits(await measure(start), flags)).map(judge)
  process.stdout.write(writeTable(figures))
  const results: Results = {
    at: new Date().toISOString(),
    machine: describeMachine(),
    size: flags.size,
    company,
    store: flags.store,
    figures,
  }
  // One part alone does not take the place of the results of all.
  const file = flags.json ?? (flags.only ? null : resultsFile(flags.size, flags.store))
  if (flags.check && figures.some(({ verdict }) => verdict === 'MISSED')) process.exitCode = 1
  if (file === null) return
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, `${JSON.stringify(results, null, 2)}\n`)
}

async function run(): Promise<void> {
  if (flags.writeDocs) return writeDocs()
  const servers = await openServers(flags.store)
  try {
    if (flags.profile) process.stdout.write(await writeProfiles(flags.size, servers.start))
    else await measureAndTell(servers.start)
  } finally {
    await servers.close()
  }
}

await run()
