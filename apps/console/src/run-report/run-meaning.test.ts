import type { ChangeKind, Run } from '@bindery/contract'
import { expect, it } from 'vitest'
import { runMeaning } from './run-meaning.ts'
import { wordsOfRun } from './state-words.ts'

const count = (
  kind: ChangeKind,
  total: number,
  included = total,
  side: 'accounts' | 'directory' = 'accounts',
) => ({ side, subjectKind: 'person', kind, total, included }) as const
const outcome = { done: 3, refused: 0, drifted: 0, cancelled: 0, inDoubt: 0 }

it.each<[string, Run['state'], Run['planned'], Partial<Run['outcome']>]>([
  ['Everything that was planned was done.', 'succeeded', [count('create', 3)], {}],
  [
    'Everything that was selected was done. Not part of this run: 1,204 left out.',
    'succeeded',
    [count('create', 3), count('hold', 1200, 0), count('delete', 4, 0, 'directory')],
    {},
  ],
  [
    'Everything that was selected was done. Not part of this run: 2 in conflict, 4 withheld, 1 skipped.',
    'succeeded',
    [
      count('create', 3),
      count('skipped', 1, 0),
      count('withheld', 4, 0),
      count('conflict', 2, 0, 'directory'),
    ],
    {},
  ],
  [
    'Some changes were not done; each says why below. The rest is in place. Not part of this run: 6 left out, 1 in conflict.',
    'partly',
    [count('create', 10, 4), count('conflict', 1, 0)],
    { refused: 1 },
  ],
  [
    'None of the changes was done; each says why below. Not part of this run: 1 skipped.',
    'partly',
    [count('create', 1), count('skipped', 1, 0)],
    { done: 0, refused: 1 },
  ],
])('%s', (sentence, state, planned, more) => {
  expect(runMeaning({ state, planned, outcome: { ...outcome, ...more } })).toBe(sentence)
})

it.each([
  ['nothing done', 'bad', 0],
  ['partly', 'warn', 3],
] as const)('a run with a refusal is "%s" by what was done', (word, tone, done) => {
  const run = { state: 'partly', outcome: { ...outcome, done, refused: 1 } } as const
  expect(wordsOfRun(run)).toMatchObject({ word, tone })
})
