import type { Plan } from '@bindery/contract'
import { freePort, startSlapd } from '@bindery/testbed'
import { mkdir, writeFile } from 'node:fs/promises'
import { directoryOf } from './company.ts'
import { foldProfile, writeFolded, type CpuProfile } from './fold-profile.ts'
import { openProfiler } from './record-profiles.ts'
import { resultsFolder } from './results.ts'
import { sizes, type SizeName } from './sizes.ts'
import { root, type StartServer } from './start-server.ts'
import { addDirectory, apply, preview } from './sync.ts'

/** Where the summary of the last profiles of a size is kept. */
export const profileFile = (size: SizeName): string => `${resultsFolder}/profile-${size}.txt`

/**
 * Profiles the first preview, its apply and a preview of nothing new: each thread's `.cpuprofile`, for the browser's
 * developer tools, and a summary of all. Profiling takes time itself, so nothing is measured here.
 */
export async function writeProfiles(size: SizeName, start: StartServer): Promise<string> {
  process.stderr.write(`Loading ${sizes[size].people} people, ${sizes[size].groups} groups…\n`)
  const slapd = await startSlapd({ load: sizes[size] })
  const port = await freePort()
  const server = await start([`--inspect=127.0.0.1:${port}`])
  try {
    const { url } = server
    const profiler = await openProfiler(port)
    const id = await addDirectory(url, directoryOf(slapd))
    const summaries: string[] = []
    const record = async (name: string, work: () => Promise<unknown>) => {
      process.stderr.write(`Profiling the ${name}\n`)
      summaries.push(...(await keep(size, name, await profiler.record(work))))
    }
    let plan: Plan | undefined
    await record('first preview', async () => (plan = await preview(url, id)))
    const first = plan
    if (first === undefined) throw new Error('The preview made no plan')
    await record('first apply', () => apply(url, first))
    // What was applied is compared once more, and is then settled.
    await preview(url, id, { full: true })
    await record('preview of nothing new', () => preview(url, id, { full: true }))
    profiler.close()
    const summary = summaries.join('\n')
    await writeFile(profileFile(size), summary)
    return summary
  } finally {
    await server.stop()
    await slapd.stop()
  }
}

/** Writes the profiles of one piece of work, and sums each up. */
async function keep(size: SizeName, name: string, profiles: readonly CpuProfile[]): Promise<string[]> {
  const folder = `${resultsFolder}/profile-${size}`
  await mkdir(folder, { recursive: true })
  const summaries: string[] = []
  for (const [index, profile] of profiles.entries()) {
    const thread = index === 0 ? 'main thread' : profiles.length > 2 ? `worker ${index}` : 'worker'
    const file = `${name}, ${thread}`.replaceAll(/[ ,]+/g, '-')
    await writeFile(`${folder}/${file}.cpuprofile`, JSON.stringify(profile))
    summaries.push(writeFolded(`${name}, ${thread}`, foldProfile(profile, root)))
  }
  return summaries
}
