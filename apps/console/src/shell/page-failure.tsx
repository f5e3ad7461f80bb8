import { ApiProblem } from '../api/problem.ts'
import { ErrorNotice } from '../components/error-notice.tsx'
import { PageHeader } from '../components/page-header.tsx'

/** A part of the console that its server did not hand out, in any browser's words. */
const missingPart = /dynamically imported module|preload CSS|importing a module script/i

const notLoaded = new ApiProblem({
  code: 'unreachable',
  title: 'A part of the console could not be loaded',
  detail: 'Bindery does not answer, or it was updated since this page was loaded.',
  status: 0,
})

/** What a page shows when it cannot be drawn. */
export function PageFailure({ error }: { error: unknown }) {
  const missing = error instanceof Error && missingPart.test(error.message)
  return (
    <>
      <PageHeader title="This page cannot be shown" sentence="What is saved is not touched by this." />
      <ErrorNotice
        error={missing ? notLoaded : error}
        advice={
          missing
            ? 'Check that it runs, then reload.'
            : 'Reload the page. If it happens again, the console and the server may differ in version.'
        }
        retry={() => location.reload()}
        retryLabel="Reload"
      />
    </>
  )
}
