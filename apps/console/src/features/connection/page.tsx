import { useSearch } from '@tanstack/react-router'
import { useDirectory } from '../../api/use-directory.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { LateSkeleton } from '../../components/late-skeleton.tsx'
import { SettingsPage } from '../../settings-form/settings-page.tsx'
import { ConnectionForm } from './connection-form.tsx'

/** Where the directory is and how Bindery reads it; the creation form while there is none. */
export function ConnectionPage() {
  const { add = false } = useSearch({ from: '/settings/connection' })
  const { directory: chosen, isPending, error, refetch } = useDirectory()
  if (isPending) return <LateSkeleton lines={10} />
  if (error) return <ErrorNotice error={error} retry={() => void refetch()} />
  const directory = add ? undefined : chosen
  return (
    <SettingsPage key={directory?.id ?? 'new'} directory={directory}>
      <ConnectionForm />
    </SettingsPage>
  )
}
