import type { CompanySize, Slapd } from '@bindery/testbed'
import { directoryOf, retitle, somePeople } from './company.ts'
import { dumpDirectory } from './dump-directory.ts'
import type { Figure } from './judge.ts'
import { createSamples, type Samples } from './samples.ts'
import { figureNames } from './sizes.ts'
import type { StartServer } from './start-server.ts'
import { addDirectory, apply, preview, timed } from './sync.ts'

const { dump, firstPreview, firstApply, firstSync, processor, settling } = figureNames
const { unchanged, unchangedByChanges, changes, changesSync, peak } = figureNames

export interface SyncBench {
  readonly slapd: Slapd
  readonly size: CompanySize
  readonly start: StartServer
  readonly runs: number
}

/**
 * A sync from nothing, previews of nothing new and of 100 changes: each run on a new server with a new database, right
 * after a dump of the same directory.
 */
export async function measureSync(bench: SyncBench): Promise<Figure[]> {
  const samples = createSamples()
  const people = somePeople(bench.size, 100)
  // Neither slapd's cache is cold afterwards nor, since each start after the first finds it compiled, our code.
  await dumpDirectory(bench.slapd)
  await (await bench.start()).stop()
  for (let run = 0; run < bench.runs; run += 1) {
    process.stderr.write(`Sync, run ${run + 1} of ${bench.runs}\n`)
    await measureOnce(bench, people, run, samples)
  }
  const time = (name: Parameters<Samples['add']>[0]) => samples.figure(name, 's', dump)
  return [
    samples.figure(dump, 's'),
    ...[firstPreview, firstApply, firstSync].map(time),
    samples.figure(processor, 's'),
    ...[settling, unchanged, unchangedByChanges, changes, changesSync].map(time),
    samples.figure(peak, 'MB'),
  ]
}

async function measureOnce(bench: SyncBench, people: readonly string[], run: number, samples: Samples) {
  const { slapd } = bench
  samples.add(dump, await dumpDirectory(slapd))
  const server = await bench.start()
  try {
    const { url } = server
    const id = await addDirectory(url, directoryOf(slapd))
    const before = await server.processorSeconds()
    const [first, previewSeconds] = await timed(() => preview(url, id))
    const [, applySeconds] = await timed(() => apply(url, first))
    samples.add(processor, (await server.processorSeconds()) - before)
    samples.add(firstPreview, previewSeconds)
    samples.add(firstApply, applySeconds)
    samples.add(firstSync, previewSeconds + applySeconds)

    // Full and by changes: what was applied is compared once more, and is then settled.
    for (const [name, body] of [
      [settling, { full: true }],
      [unchanged, { full: true }],
      [unchangedByChanges, {}],
    ] as const) {
      const [plan, seconds] = await timed(() => preview(url, id, body))
      if (plan.included > 0) throw new Error(`After the sync ${plan.included} rows are left to apply`)
      samples.add(name, seconds)
    }

    await slapd.modify(retitle(people, `Run ${run}`))
    const [plan, changesSeconds] = await timed(() => preview(url, id))
    if (plan.included !== people.length)
      throw new Error(`${people.length} people changed, and the plan has ${plan.included} rows`)
    const [, applyChangesSeconds] = await timed(() => apply(url, plan))
    samples.add(changes, changesSeconds)
    samples.add(changesSync, changesSeconds + applyChangesSeconds)
    samples.add(peak, await server.peakMegabytes())
  } finally {
    await server.stop()
  }
}
