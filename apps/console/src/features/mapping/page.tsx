import { NeedsDirectory } from '../../settings-form/needs-directory.tsx'
import { MappingForm } from './mapping-form.tsx'

/** Which attribute fills which, with a real person beside. */
export function MappingPage() {
  return (
    <NeedsDirectory title="Mapping">
      <MappingForm />
    </NeedsDirectory>
  )
}
