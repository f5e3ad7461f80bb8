import {
  defaultSettings,
  probeStepNames,
  probeStepSchema,
  type ProbeStep,
  type Settings,
} from '@bindery/contract'
import { expect } from 'vitest'
import { probe } from './probe/probe.ts'
import type { ProbeOptions } from './probe/probe-types.ts'
import type { ConnectOptions, Entry } from './types.ts'

/** What differs from the usual settings. */
export interface Change {
  connection?: Partial<Settings['connection']>
  people?: Partial<Settings['people']>
  groups?: Partial<Settings['groups']>
  mapping?: Partial<Settings['mapping']>
  policy?: Partial<Settings['policy']>
  pushed?: ProbeOptions['pushed']
  more?: Partial<ConnectOptions>
}

const describeSample = (entry: Entry) => ({
  mapped: [{ local: 'username', values: [...(entry.attributes.get('uid') ?? [])], problem: null }],
  skipReason: null,
})

const usuallyPushed = { people: ['givenName', 'sn'], groups: ['description'] }

/** Runs a test and gives the last state of each step. */
export async function runProbe(options: ConnectOptions, change: Change): Promise<Map<string, ProbeStep>> {
  const usual = defaultSettings()
  const settings: Settings = {
    ...usual,
    connection: options.connection,
    people: { ...usual.people, ...change.people },
    groups: { ...usual.groups, ...change.groups },
    mapping: { ...usual.mapping, ...change.mapping },
    policy: { ...usual.policy, ...change.policy },
  }
  const last = new Map<string, ProbeStep>()
  for await (const step of probe({
    ...options,
    settings,
    pushed: change.pushed ?? usuallyPushed,
    describeSample,
  })) {
    expect(probeStepSchema.parse(step)).toEqual(step)
    last.set(step.name, step)
  }
  expect([...last.keys()]).toEqual(probeStepNames)
  return last
}
/** The steps' states by name. */
export const states = (steps: Map<string, ProbeStep>) =>
  Object.fromEntries([...steps].map(([name, { state }]) => [name, state]))
