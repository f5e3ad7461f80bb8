import { createSession } from '../session.ts'
import { findSample, toSamplePerson } from './find-sample.ts'
import { required, type ProbeRun, type StepOutcome } from './probe-types.ts'
import { weighUsername } from './weigh-username.ts'

/** One person of the directory, as it is there and as the sync would see it. */
export async function showSample(run: ProbeRun): Promise<StepOutcome> {
  const directory = required(run.directory)
  const { settings, describeSample } = run.options
  if (run.people === 0) return { state: 'skipped', summary: 'The search finds nobody to show.' }
  const entry = await findSample(createSession(directory), settings, '')
  if (entry === null) return { state: 'skipped', summary: 'The search finds nobody to show.' }
  run.sampleDn = entry.dn
  const schema = await directory.schema()
  const sample = toSamplePerson(entry, schema, settings, describeSample(entry))
  if (sample.skipReason !== null)
    return { state: 'warning', summary: `${entry.dn} would be skipped: ${sample.skipReason}`, sample }
  const error = weighUsername(entry, schema, settings)
  return error === null
    ? { state: 'ok', summary: entry.dn, sample }
    : { state: 'warning', summary: error.message, error, sample }
}
