import { ErrorNotice } from '../components/error-notice.tsx'
import { PageHeader } from '../components/page-header.tsx'

/** What a page shows when it cannot be drawn: the rest of the console keeps working. */
export function PageFailure({ error }: { error: unknown }) {
  return (
    <>
      <PageHeader title="This page cannot be shown" sentence="The rest of the console keeps working." />
      <ErrorNotice
        error={error}
        advice="Reload the page. If it happens again, the console and the server may differ in version."
        retry={() => location.reload()}
      />
    </>
  )
}
