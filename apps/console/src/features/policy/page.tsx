import { useDirectory } from '../../api/use-directory.ts'
import { NeedsDirectory } from '../../settings-form/needs-directory.tsx'
import { SettingsPage } from '../../settings-form/settings-page.tsx'
import { PolicyForm } from './policy-form.tsx'

/** What a sync may do, what it must ask, and where it must stop. */
export function PolicyPage() {
  const { directory, ...loading } = useDirectory()
  if (!directory) return <NeedsDirectory title="Policy" {...loading} />
  return (
    <SettingsPage key={directory.id} directory={directory}>
      <PolicyForm />
    </SettingsPage>
  )
}
