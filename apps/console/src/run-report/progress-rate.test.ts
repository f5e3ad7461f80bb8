import { describe, expect, it } from 'vitest'
import { addSample, estimate, wordSeconds, type Sample } from './progress-rate.ts'

const at = (seconds: number, done: number, phase: Sample['phase'] = 'reading_people'): Sample => ({
  at: seconds * 1000,
  done,
  phase,
})

describe('estimate', () => {
  it('tells rate and time left', () => {
    expect(estimate([at(0, 0), at(2, 1000)], 2000)).toEqual({ perSecond: 500, secondsLeft: 2 })
  })
  it('tells the rate when the total is unknown', () => {
    expect(estimate([at(0, 0), at(2, 1000)], null)).toEqual({ perSecond: 500, secondsLeft: null })
  })
  it.each([
    ['nothing yet', []],
    ['too early', [at(0, 0), at(0.5, 900)]],
    ['no movement', [at(0, 7), at(5, 7)]],
  ])('says nothing: %s', (_, samples) => {
    expect(estimate(samples, 100)).toEqual({ perSecond: null, secondsLeft: null })
  })
})

it('a new phase starts afresh, and old samples are forgotten', () => {
  expect(addSample([at(0, 1), at(5, 2)], at(9, 3))).toEqual([at(5, 2), at(9, 3)])
  expect(addSample([at(0, 1)], at(1, 0, 'matching'))).toEqual([at(1, 0, 'matching')])
})

it('words a duration coarsely', () => {
  expect([2, 42, 240].map(wordSeconds)).toEqual(['a few seconds left', 'about 40 s left', 'about 4 min left'])
})
