import { EmptyState } from '../components/empty-state.tsx'
import { useMay } from '../access/signed-in.ts'
import { roleFor, roleWords } from '../access/role-words.ts'
import { Outlet, useLocation, useSearch } from '@tanstack/react-router'
import { useDirectory } from '../api/use-directory.ts'
import { ErrorNotice } from '../components/error-notice.tsx'
import { LateSkeleton } from '../components/late-skeleton.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { pageAt } from './settings-pages.ts'
import { SettingsPage } from './settings-page.tsx'

/** The settings of one directory over its three pages: what is unsaved on one is unsaved on all. */
export function SettingsLayout() {
  const { add = false } = useSearch({ from: '/settings' })
  const { pathname } = useLocation()
  const maySet = useMay('settings')
  const { directory: chosen, isPending, error, refetch } = useDirectory()
  if (isPending || error)
    return (
      <>
        <PageHeader title={pageAt(pathname).title} sentence="These settings belong to a directory." />
        {error ? <ErrorNotice error={error} retry={() => void refetch()} /> : <LateSkeleton lines={10} />}
      </>
    )
  const directory = add && maySet ? undefined : chosen
  if (!directory && !maySet)
    return (
      <>
        <PageHeader title={pageAt(pathname).title} sentence="These settings belong to a directory." />
        <EmptyState title="No directory is connected">
          Connecting one takes the role {roleWords[roleFor('settings')]}.
        </EmptyState>
      </>
    )
  return (
    <SettingsPage key={directory?.id ?? 'new'} directory={directory}>
      <Outlet />
    </SettingsPage>
  )
}
