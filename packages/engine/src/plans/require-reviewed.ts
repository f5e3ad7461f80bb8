import { BinderyError, type Plan } from '@bindery/contract'
import { requireReady } from './require-ready.ts'
import type { Tables } from '@bindery/store'

/**
 * What approving and applying have in common: the plan is ready, made with saved settings, still fits, and is with
 * its selection exactly what was reviewed (S38). Throws the refusal that says otherwise.
 */
export function requireReviewed(
  row: Tables['plans'],
  plan: Plan,
  reviewed: { readonly planHash: string; readonly selectionHash: string },
): void {
  requireReady(row)
  if (row.settings_version === null)
    throw new BinderyError('plan_of_draft', 'Save the settings, then preview again')
  if (plan.planHash !== reviewed.planHash)
    throw new BinderyError('hash_mismatch', 'This is another plan than the one you reviewed. Load it again')
  if (plan.selectionHash !== reviewed.selectionHash)
    throw new BinderyError(
      'hash_mismatch',
      `Rows were included or excluded meanwhile: ${plan.included} are included now. Look at them again`,
    )
  if (plan.stale !== '') throw new BinderyError('plan_stale', plan.stale)
}
