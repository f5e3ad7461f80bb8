import type { CompanySize, Slapd } from '@bindery/testbed'
import { directoryOf, retitle, somePeople } from './company.ts'
import { dumpDirectory } from './dump-directory.ts'
import type { Figure } from './judge.ts'
import { createSamples } from './samples.ts'
import { figureNames } from './sizes.ts'
import type { StartServer } from './start-server.ts'
import { addDirectory, apply, preview, timed } from './sync.ts'

const { dump, changesUntold } = figureNames

export interface UntoldBench {
  readonly slapd: Slapd
  readonly size: CompanySize
  readonly start: StartServer
  readonly runs: number
}

/** Previews after 100 changes, on a server that does not tell what was deleted. */
export async function measureUntold(bench: UntoldBench): Promise<Figure[]> {
  const { slapd, size, start, runs } = bench
  const samples = createSamples()
  const people = somePeople(size, 100)
  await dumpDirectory(slapd)
  const server = await start()
  try {
    const { url } = server
    const id = await addDirectory(url, directoryOf(slapd))
    await apply(url, await preview(url, id))
    for (let run = 0; run < runs; run += 1) {
      process.stderr.write(`Without told deletions, run ${run + 1} of ${runs}\n`)
      // What was applied is compared once more, and is then settled.
      await preview(url, id, { full: true })
      await slapd.modify(retitle(people, `Untold ${run}`))
      samples.add(dump, await dumpDirectory(slapd))
      const [plan, seconds] = await timed(() => preview(url, id))
      if (plan.included !== people.length)
        throw new Error(`${people.length} people changed, and the plan has ${plan.included} rows`)
      if (plan.proof?.reading.compared !== true)
        throw new Error(`Nobody was compared: ${plan.proof?.reading.why}`)
      samples.add(changesUntold, seconds)
      await apply(url, plan)
    }
  } finally {
    await server.stop()
  }
  return [samples.figure(changesUntold, 's', dump)]
}
