import { writeNumber, type Run } from '@bindery/contract'

/** One sentence about a run: "118 of 120 changes done; 1 refused, 1 drifted". */
export function describeRun(run: Pick<Run, 'state' | 'planned' | 'outcome' | 'failure'>): string {
  const planned = run.planned.reduce((sum, count) => sum + count.included, 0)
  const done = `${writeNumber(run.outcome.done)} of ${writeNumber(planned)} ${planned === 1 ? 'change' : 'changes'} done`
  const rest = restOf(run.outcome)
  return [begin(run, done), ...(rest === '' ? [] : [rest])].join('; ')
}

function begin({ state, failure }: Pick<Run, 'state' | 'failure'>, done: string): string {
  switch (state) {
    case 'running':
    case 'succeeded':
    case 'partly':
      return failure ? `${failure.message}; ${done}` : done
    case 'failed':
      return failure ? `${failure.message}; ${done}` : `Failed; ${done}`
    case 'cancelled':
      return `Cancelled; ${done}`
    case 'interrupted':
      return `Interrupted; ${done}`
  }
}

function restOf({ refused, drifted, inDoubt, cancelled }: Run['outcome']): string {
  const told: [number, string][] = [
    [refused, 'refused'],
    [inDoubt, 'in doubt'],
    [drifted, 'drifted'],
    [cancelled, 'not tried'],
  ]
  return told.flatMap(([count, words]) => (count > 0 ? [`${writeNumber(count)} ${words}`] : [])).join(', ')
}
