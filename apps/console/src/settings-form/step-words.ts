import type { ProbeStep, ProbeStepName } from '@bindery/contract'

/** What each step of a test asks. */
export const stepTitles: Record<ProbeStepName, string> = {
  dns: 'Host name',
  tcp: 'Network connection',
  tls: 'Encryption and certificate',
  bind: 'Sign-in',
  root_dse: 'Server',
  people_bases: 'Search bases of people',
  people_search: 'People',
  group_bases: 'Search bases of groups',
  group_search: 'Groups',
  paging: 'Paging',
  sample_person: 'A sample person',
  rights: 'Rights to write',
}

export const stateWords: Record<ProbeStep['state'] | 'waiting', string> = {
  running: 'Running',
  ok: 'Passed',
  warning: 'Warning',
  failed: 'Failed',
  skipped: 'Does not apply',
  not_reached: 'Not reached',
  waiting: 'Waiting',
}
