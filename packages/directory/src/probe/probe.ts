import type { ProbeStep, ProbeStepName } from '@bindery/contract'
import { FilterSyntaxError } from '@bindery/contract/ldap-text'
import { problem, problemOf } from '../problems.ts'
import { reachServer, resolveNames } from './network-steps.ts'
import type { ProbeOptions, ProbeRun, StepOutcome } from './probe-types.ts'
import { weighRights } from './rights-step.ts'
import { showSample } from './sample-step.ts'
import { countMatches, findBases, tryPaging } from './search-steps.ts'
import { authenticate, describeRoot } from './server-steps.ts'
import { secure } from './tls-step.ts'

const steps: readonly (readonly [ProbeStepName, (run: ProbeRun) => Promise<StepOutcome>])[] = [
  ['dns', resolveNames],
  ['tcp', reachServer],
  ['tls', secure],
  ['bind', authenticate],
  ['root_dse', describeRoot],
  ['people_bases', (run) => findBases(run, 'people')],
  ['people_search', (run) => countMatches(run, 'people')],
  ['group_bases', (run) => findBases(run, 'groups')],
  ['group_search', (run) => countMatches(run, 'groups')],
  ['paging', tryPaging],
  ['sample_person', showSample],
  ['rights', weighRights],
]

/**
 * Tests settings step by step: each step comes as `running` and then with its result. The first failure ends the test
 * and the rest are `not_reached`. Nothing is written. Each step ends within the timeouts of the settings.
 */
export async function* probe(options: ProbeOptions): AsyncGenerator<ProbeStep, void> {
  const run: ProbeRun = {
    options,
    addresses: [],
    reached: null,
    wire: null,
    directory: null,
    people: 0,
    sampleDn: null,
  }
  let stopped = false
  try {
    for (const [name, work] of steps) {
      if (stopped) {
        yield step(name, 'not_reached', 'Not reached.')
        continue
      }
      yield step(name, 'running', '')
      const began = performance.now()
      const outcome = await outcomeOf(work, run)
      stopped = outcome.state === 'failed'
      yield finished(name, outcome, performance.now() - began)
    }
  } finally {
    run.wire?.close()
    run.reached?.socket.destroy()
  }
}

async function outcomeOf(work: (run: ProbeRun) => Promise<StepOutcome>, run: ProbeRun): Promise<StepOutcome> {
  try {
    return await work(run)
  } catch (error) {
    const found =
      error instanceof FilterSyntaxError
        ? problem('filter_invalid', { raw: error.message })
        : problemOf(error)
    return { state: 'failed', summary: found.message, error: found }
  }
}

function finished(name: ProbeStepName, outcome: StepOutcome, milliseconds: number): ProbeStep {
  return {
    ...step(name, outcome.state, outcome.summary),
    milliseconds: Math.round(milliseconds * 10) / 10,
    details: [...(outcome.details ?? [])],
    error: outcome.error ?? null,
    ...(outcome.certificates === undefined ? {} : { certificates: [...outcome.certificates] }),
    ...(outcome.server === undefined ? {} : { server: outcome.server }),
    ...(outcome.sample === undefined ? {} : { sample: outcome.sample }),
  }
}

function step(name: ProbeStepName, state: ProbeStep['state'], summary: string): ProbeStep {
  return { name, state, summary, milliseconds: null, details: [], error: null }
}
