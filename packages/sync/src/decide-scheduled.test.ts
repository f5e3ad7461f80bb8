import type { Plan } from '@bindery/contract'
import { expect, test } from 'vitest'
import { decideScheduled, type ScheduledStep } from './decide-scheduled.ts'

type Verdict = NonNullable<Plan['guard']>['verdict']

function plan(verdict: Verdict, included: number, waiting: number, approved: boolean) {
  const guard = { verdict, stops: [], limits: [], settingsChanged: false, waiting, causes: [] }
  const approval = approved ? { actor: 'ada', at: '', reason: 'right', carriedFrom: 3 } : null
  return { included, guard, approval }
}

test.each<[Verdict, number, number, boolean, ScheduledStep, ScheduledStep]>([
  // verdict, included, waiting, approved → within the guard, always waiting
  ['within', 0, 0, false, 'nothing', 'nothing'],
  ['within', 4, 0, false, 'apply', 'wait'],
  ['needs_approval', 4, 3, false, 'apply_rest', 'wait'],
  ['needs_approval', 4, 4, false, 'wait', 'wait'],
  ['needs_approval', 4, 3, true, 'apply', 'wait'],
  ['stopped', 4, 4, false, 'wait', 'wait'],
  ['stopped', 4, 4, true, 'apply', 'wait'],
  ['stopped', 0, 0, false, 'wait', 'wait'],
])(
  '%s with %i included, %i waiting, approved: %s',
  (verdict, included, waiting, approved, within, always) => {
    const made = plan(verdict, included, waiting, approved)
    expect(decideScheduled(made, 'within_guard')).toBe(within)
    expect(decideScheduled(made, 'wait')).toBe(always)
  },
)
