import { useMayCall } from '../../access/signed-in.ts'
import type { Plan, Proof } from '@bindery/contract'
import { Button } from '@mantine/core'
import { usePreview } from '../../api/use-preview.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { readWords } from './read-words.ts'

interface Props {
  plan: Plan
  reading: Proof['reading']
}

/** How much of the directory was read, and why all of it; where it was only what changed, a way to read it all. */
export function ReadingFact({ plan, reading }: Props) {
  const preview = usePreview(plan.directoryId)
  const mayPreview = useMayCall('startPreview')
  const { since } = reading
  return (
    <>
      <dt>Read</dt>
      <dd>
        {since === null ? (
          readWords(reading)
        ) : (
          <>
            Only what changed since the preview <RelativeTime at={since} />, and what that one left open:{' '}
            {readWords(reading)}{' '}
            {plan.state === 'applying' || !mayPreview ? null : (
              <Button
                size="compact-xs"
                variant="default"
                loading={preview.isPending}
                onClick={() => preview.mutate('full')}
              >
                Read everything
              </Button>
            )}
            {preview.error ? <ErrorNotice error={preview.error} /> : null}
          </>
        )}
      </dd>
    </>
  )
}
