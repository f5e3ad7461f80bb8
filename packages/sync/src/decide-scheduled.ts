import type { Plan, Schedule } from '@bindery/contract'

/** What a schedule does with a plan that it made. */
export type ScheduledStep = 'nothing' | 'wait' | 'apply' | 'apply_rest'

/**
 * A plan applies itself only as far as the guard lets it, or a person has approved it: what waits for approval is left
 * out, and a plan that looks broken waits as a whole.
 */
export function decideScheduled(
  plan: Pick<Plan, 'included' | 'guard' | 'approval'>,
  apply: Schedule['apply'],
): ScheduledStep {
  if (plan.included === 0) return plan.guard?.verdict === 'stopped' ? 'wait' : 'nothing'
  if (apply === 'wait') return 'wait'
  if (plan.approval) return 'apply'
  switch (plan.guard?.verdict) {
    case 'within':
      return 'apply'
    case 'needs_approval':
      return plan.included > plan.guard.waiting ? 'apply_rest' : 'wait'
    case 'stopped':
    case undefined:
      return 'wait'
  }
}
