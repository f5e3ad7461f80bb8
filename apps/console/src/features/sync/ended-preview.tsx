import type { Plan } from '@bindery/contract'
import { EmptyState } from '../../components/empty-state.tsx'
import { Notice } from '../../components/notice.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { FailureWords } from '../../settings-form/failure-words.tsx'

/** A preview that did not come to an end: cancelled, or failed with the reason and the fix. */
export function EndedPreview({ plan }: { plan: Plan }) {
  const { failure } = plan
  if (!failure)
    return (
      <EmptyState title="This preview was cancelled">
        Nothing was written, and nothing of it is kept. Preview again whenever you like.
      </EmptyState>
    )
  return (
    <Notice tone="bad" title="The preview failed. Nothing was written">
      <div>
        {failure.message}, <RelativeTime at={plan.finishedAt ?? plan.createdAt} />.
      </div>
      <FailureWords failure={failure} />
    </Notice>
  )
}
