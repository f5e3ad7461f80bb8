import { useSearch } from '@tanstack/react-router'
import { useDirectory } from '../../api/use-directory.ts'
import { NeedsDirectory } from '../../settings-form/needs-directory.tsx'
import { SettingsPage } from '../../settings-form/settings-page.tsx'
import { ConnectionForm } from './connection-form.tsx'

/** Where the directory is and how Bindery reads it; the creation form while there is none. */
export function ConnectionPage() {
  const { add = false } = useSearch({ from: '/settings/connection' })
  const { directory: chosen, isPending, error, refetch } = useDirectory()
  if (isPending || error)
    return <NeedsDirectory title="Connection" isPending={isPending} error={error} refetch={refetch} />
  const directory = add ? undefined : chosen
  return (
    <SettingsPage key={directory?.id ?? 'new'} directory={directory}>
      <ConnectionForm />
    </SettingsPage>
  )
}
