import { Button } from '@mantine/core'
import { isGivenUp, toProblem } from '../../api/problem.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import styles from './apply-refusal.module.css'
import { adviceForRefusal } from './refusal-advice.ts'
import { usePreview } from '../../api/use-preview.ts'

/** Why the server did not apply, that nothing was written, and the way on. */
export function ApplyRefusal({ error, directoryId }: { error: Error; directoryId: number }) {
  const preview = usePreview(directoryId)
  if (isGivenUp(error)) return null
  const advice = adviceForRefusal(toProblem(error).code)
  return (
    <div className={styles.refusal}>
      <ErrorNotice error={error} advice={advice?.words} />
      {advice?.previewAgain ? (
        <Button
          mt="xs"
          size="compact-sm"
          loading={preview.isPending}
          onClick={() => preview.mutate('preview')}
        >
          Preview again
        </Button>
      ) : null}
    </div>
  )
}
