import { MayCall } from '../access/may-call.tsx'
import type { ReactNode } from 'react'
import { EmptyState } from '../components/empty-state.tsx'
import { ButtonLink } from '../components/links.tsx'
import { PageHeader } from '../components/page-header.tsx'
import { useSettings } from './settings-context.ts'

/** A page of settings, or what it shows while there is no directory and none has been begun. */
export function NeedsDirectory({ title, children }: { title: string; children: ReactNode }) {
  const { directory, changes } = useSettings()
  if (directory || changes.length > 0) return children
  return (
    <>
      <PageHeader title={title} sentence="These settings belong to a directory." />
      <EmptyState
        title="No directory is connected"
        action={
          <MayCall name="createDirectory">
            <ButtonLink to="/settings/connection">Connect a directory</ButtonLink>
          </MayCall>
        }
      >
        Connect one first; then you can set this up while looking at its real entries.
      </EmptyState>
    </>
  )
}
