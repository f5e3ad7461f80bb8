import { useDirectory } from '../../api/use-directory.ts'
import { NeedsDirectory } from '../../settings-form/needs-directory.tsx'
import { SettingsPage } from '../../settings-form/settings-page.tsx'
import { MappingForm } from './mapping-form.tsx'

/** Which attribute fills which, with a real person beside. */
export function MappingPage() {
  const { directory, ...loading } = useDirectory()
  if (!directory) return <NeedsDirectory title="Mapping" {...loading} />
  return (
    <SettingsPage key={directory.id} directory={directory}>
      <MappingForm />
    </SettingsPage>
  )
}
