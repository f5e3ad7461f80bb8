import { sides, writeNumber, type Run, type toldKinds } from '@bindery/contract'
import { leftOutPerKind, toldPerKind } from './planned-counts.ts'
import { wordsOfRun } from './state-words.ts'

const told: Record<(typeof toldKinds)[number], string> = {
  conflict: 'in conflict',
  withheld: 'withheld',
  skipped: 'skipped',
}

/** What an ended run means for its plan, and how much of the plan was no part of it. */
export function runMeaning(run: Pick<Run, 'state' | 'outcome' | 'planned'>): string {
  const rest = restWords(run.planned)
  const { means } = wordsOfRun(run)
  if (rest === '') return means
  const done = run.state === 'succeeded' ? 'Everything that was selected was done.' : means
  return `${done} Not part of this run: ${rest}.`
}

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
