import { countWords } from '../../components/count-words.ts'
import { toldKinds, type ChangeKind, type Plan } from '@bindery/contract'

type Judged = Pick<Plan, 'state' | 'settingsVersion' | 'stale' | 'guard' | 'approval' | 'included' | 'counts'>

const told = new Set<ChangeKind>(toldKinds)

/** How many rows could be applied, included or not. */
export const applicableCount = ({ counts }: Pick<Plan, 'counts'>) =>
  counts.reduce((sum, { kind, total }) => sum + (told.has(kind) ? 0 : total), 0)

/** What can be done with a plan now: apply it, approve it first, or nothing, and why. */
export type NextStep =
  | { readonly step: 'apply' }
  /** `rest`: how many changes need no approval and can go ahead. */
  | { readonly step: 'approve'; readonly rest: number }
  | { readonly step: 'nothing'; readonly why: string }

/** The one next step, in the order in which the server would refuse. */
export function nextStep(plan: Judged): NextStep {
  const nothing = (why: string) => ({ step: 'nothing', why }) as const
  if (plan.state === 'applying') return nothing('Being applied.')
  if (plan.state !== 'ready') return nothing('Its run has ended: the outcome is above.')
  if (plan.settingsVersion === null)
    return nothing('Made with unsaved settings: it shows, it does not write.')
  if (plan.stale !== '') return nothing('No longer fits: preview again.')
  if (plan.included === 0)
    return nothing(applicableCount(plan) === 0 ? 'Nothing to apply.' : 'Nothing is selected.')
  if (plan.guard && plan.guard.verdict !== 'within' && !plan.approval)
    return { step: 'approve', rest: plan.included - plan.guard.waiting }
  return { step: 'apply' }
}

/** Whether rows can be included and excluded. */
export const canSelect = (plan: Judged) =>
  plan.state === 'ready' && plan.settingsVersion !== null && plan.stale === '' && applicableCount(plan) > 0

/** "1 change", "1,204 changes". */
export const countChanges = (count: number) => countWords(count, 'change')
