import type { Run } from '@bindery/contract'

/** Whether a run ended without one of its changes: the API calls it partly done, which nobody would who reads of it. */
export const didNothing = ({ state, outcome }: Pick<Run, 'state' | 'outcome'>): boolean =>
  state === 'partly' && outcome.done === 0
