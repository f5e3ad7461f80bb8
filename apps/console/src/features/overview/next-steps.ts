import type { Directory, PlanSummary, Run } from '@bindery/contract'

export interface NextStep {
  readonly title: string
  readonly sentence: string
  readonly action: string
  readonly to: '/settings/connection' | '/settings/mapping' | '/settings/policy' | '/sync'
  readonly done: boolean
  /** Good as it is: worth a look, but nothing waits for it. */
  readonly optional: boolean
}

/** The way from nothing to an applied sync; what counts as done is read from what there is. */
export function stepsOf(
  directory: Directory | undefined,
  plan: PlanSummary | undefined,
  run: Run | undefined,
  seen: { mapping: boolean; policy: boolean },
): NextStep[] {
  const previewed = plan !== undefined && plan.state !== 'failed' && plan.state !== 'cancelled'
  return [
    {
      title: 'Connect',
      sentence: 'Say where your directory is and how Bindery signs in.',
      action: 'Connect a directory',
      to: '/settings/connection',
      done: directory !== undefined,
      optional: false,
    },
    {
      title: 'Test',
      sentence: 'Watch each step from host name to a sample person; switch the directory on when it passes.',
      action: 'Test the connection',
      to: '/settings/connection',
      done: directory?.lastTest?.passed ?? false,
      optional: false,
    },
    {
      title: 'Map',
      sentence:
        'Check which attribute fills which, with a real person beside. The defaults suit most servers.',
      action: 'Look at the mapping',
      to: '/settings/mapping',
      done: seen.mapping || previewed,
      optional: true,
    },
    {
      title: 'Policy',
      sentence: 'Choose the direction, and what happens to people who are new or gone.',
      action: 'Set the policy',
      to: '/settings/policy',
      done: seen.policy || previewed,
      optional: true,
    },
    {
      title: 'Preview',
      sentence: 'See every change on both sides before anything is written.',
      action: 'Preview',
      to: '/sync',
      done: previewed,
      optional: false,
    },
    {
      title: 'Apply',
      sentence: 'Apply exactly what you reviewed. The directory has to be enabled for it.',
      action: 'Review and apply',
      to: '/sync',
      done: run !== undefined,
      optional: false,
    },
  ]
}
