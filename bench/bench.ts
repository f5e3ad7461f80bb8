import { startSlapd, type Slapd } from '@bindery/testbed'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { judge, type Figure } from './judge.ts'
import { measureDomain } from './measure-domain.ts'
import { measurePush } from './measure-push.ts'
import { measureSync } from './measure-sync.ts'
import { readFlags, type Part } from './read-flags.ts'
import { describeMachine, resultsFile, type Results } from './results.ts'
import { setLimits } from './set-limits.ts'
import { sizes } from './sizes.ts'
import { startMeasuredServer } from './start-server.ts'
import { writeTable } from './table.ts'

const flags = readFlags(process.argv.slice(2))
const company = sizes[flags.size]

/** Runs the parts that were asked for, on one directory. */
async function measure(): Promise<Figure[]> {
  const bench = { size: company, start: startMeasuredServer, runs: flags.runs }
  const wants = (part: Part) => flags.parts.includes(part)
  const figures: Figure[] = []
  const onSlapd = async (measurePart: (slapd: Slapd) => Promise<Figure[]>) => {
    process.stderr.write(`Loading ${company.people} people, ${company.groups} groups…\n`)
    const slapd = await startSlapd({ load: company })
    try {
      figures.push(...(await measurePart(slapd)))
    } finally {
      await slapd.stop()
    }
  }
  if (wants('sync')) await onSlapd((slapd) => measureSync({ ...bench, slapd }))
  if (wants('push')) await onSlapd((slapd) => measurePush({ ...bench, slapd }))
  if (wants('domain')) figures.push(...(await measureDomain(bench.start, bench.runs)))
  return figures
}

const figures = (await setLimits(await measure(), flags)).map(judge)
process.stdout.write(writeTable(figures))
const results: Results = {
  at: new Date().toISOString(),
  machine: describeMachine(),
  size: flags.size,
  company,
  store: flags.store,
  figures,
}
const file = flags.json ?? resultsFile(flags.size, flags.store)
await mkdir(dirname(file), { recursive: true })
await writeFile(file, `${JSON.stringify(results, null, 2)}\n`)
const missed = figures.filter(({ verdict }) => verdict === 'MISSED')
if (flags.check && missed.length > 0) process.exitCode = 1
