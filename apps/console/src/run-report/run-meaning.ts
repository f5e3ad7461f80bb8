import { sides, writeNumber, type Run, type toldKinds } from '@bindery/contract'
import { leftOutPerKind, toldPerKind } from './planned-counts.ts'
import { runStateWords } from './state-words.ts'

const told: Record<(typeof toldKinds)[number], string> = {
  conflict: 'in conflict',
  withheld: 'withheld',
  skipped: 'skipped',
}

/** What an ended run means for its plan, and how much of the plan was no part of it. */
export function runMeaning(run: Pick<Run, 'state' | 'outcome' | 'planned'>): string {
  const rest = restWords(run.planned)
  if (rest === '') return means(run)
  const done = run.state === 'succeeded' ? 'Everything that was selected was done.' : means(run)
  return `${done} Not part of this run: ${rest}.`
}

const means = ({ state, outcome }: Pick<Run, 'state' | 'outcome'>) =>
  state === 'partly' && outcome.done === 0
    ? 'None of the changes was done; each says why below.'
    : runStateWords[state].means

/** "3 left out, 1 in conflict"; nothing where the whole plan was to be done. */
function restWords(planned: Run['planned']): string {
  const leftOut = sides
    .flatMap((side) => leftOutPerKind(planned, side))
    .reduce((sum, { leftOut: count }) => sum + count, 0)
  return [
    ...(leftOut > 0 ? [`${writeNumber(leftOut)} left out`] : []),
    ...toldPerKind(planned).map(({ kind, total }) => `${writeNumber(total)} ${told[kind]}`),
  ].join(', ')
}
