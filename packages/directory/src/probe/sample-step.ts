import { createSession } from '../session.ts'
import { findSample, toSamplePerson } from './find-sample.ts'
import { required, type ProbeRun, type StepOutcome } from './probe-types.ts'

/** One person of the directory, as it is there and as the sync would see it. */
export async function showSample(run: ProbeRun): Promise<StepOutcome> {
  const directory = required(run.directory)
  const { settings, describeSample } = run.options
  if (run.people === 0) return { state: 'skipped', summary: 'The search finds nobody to show.' }
  const entry = await findSample(createSession(directory), settings, '')
  if (entry === null) return { state: 'skipped', summary: 'The search finds nobody to show.' }
  run.sampleDn = entry.dn
  const sample = toSamplePerson(entry, await directory.schema(), settings, describeSample(entry))
  return sample.skipReason === null
    ? { state: 'ok', summary: entry.dn, sample }
    : { state: 'warning', summary: `${entry.dn} would be skipped: ${sample.skipReason}`, sample }
}
