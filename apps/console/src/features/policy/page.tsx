import { NeedsDirectory } from '../../settings-form/needs-directory.tsx'
import { PolicyForm } from './policy-form.tsx'

/** What a sync may do, what it must ask, and where it must stop. */
export function PolicyPage() {
  return (
    <NeedsDirectory title="Policy">
      <PolicyForm />
    </NeedsDirectory>
  )
}
