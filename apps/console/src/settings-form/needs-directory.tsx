import { EmptyState } from '../components/empty-state.tsx'
import { ErrorNotice } from '../components/error-notice.tsx'
import { LateSkeleton } from '../components/late-skeleton.tsx'
import { LinkButton } from '../components/link-button.tsx'
import { PageHeader } from '../components/page-header.tsx'

interface Props {
  title: string
  isPending: boolean
  error: unknown
  refetch: () => unknown
}

/** What a page of one directory shows while there is none (yet). */
export function NeedsDirectory({ title, isPending, error, refetch }: Props) {
  return (
    <>
      <PageHeader title={title} sentence="These settings belong to a directory." />
      {isPending ? (
        <LateSkeleton lines={10} />
      ) : error ? (
        <ErrorNotice error={error} retry={() => void refetch()} />
      ) : (
        <EmptyState
          title="No directory is connected"
          action={<LinkButton to="/settings/connection">Connect a directory</LinkButton>}
        >
          Connect one first; then you can set this up while looking at its real entries.
        </EmptyState>
      )}
    </>
  )
}
