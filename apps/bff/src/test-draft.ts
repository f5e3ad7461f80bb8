import { defaultSettings, type Draft, type ProbeStep, type Run } from '@bindery/contract'

const settings = defaultSettings()
settings.connection.urls = ['ldaps://ldap.example.org']

/** A draft that the contract accepts. */
export const draft: Draft = {
  directoryId: null,
  secrets: { bindPassword: { set: 'hunter2-hunter2' }, clientKey: { keep: true } },
  settings,
}

export function step(state: ProbeStep['state']): ProbeStep {
  return { name: 'dns', state, summary: state, milliseconds: 1, details: [], error: null }
}

export function run(done: number): Run {
  return {
    id: 1,
    directoryId: 1,
    planId: 1,
    state: 'running',
    startedAt: '2025-01-01T00:00:00.000Z',
    resumedAt: null,
    resumable: false,
    finishedAt: null,
    actor: 'admin',
    progress: { phase: 'applying_accounts', done, total: 3 },
    planned: [],
    outcome: { done, refused: 0, drifted: 0, cancelled: 0, inDoubt: 0 },
    failure: null,
    sentence: '',
  }
}
