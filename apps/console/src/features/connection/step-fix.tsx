import type { ProbeError } from '@bindery/contract'
import { Anchor, Text } from '@mantine/core'
import { CopyText } from '../../components/copy-text.tsx'
import { fieldText } from '../../settings-form/field-texts.ts'
import { focusField } from '../../settings-form/focus-field.ts'
import { fieldOfPath } from '../../settings-form/place-problem.ts'
import styles from './step-fix.module.css'

/** What happened, what to do and where; the server's own words on demand. */
export function StepFix({ error }: { error: ProbeError }) {
  const field = fieldOfPath(error.field)
  return (
    <div className={styles.fix}>
      <Text size="sm" fw={500}>
        {error.message}
      </Text>
      <Text size="sm">
        {error.fix}{' '}
        {error.field === '' ? null : (
          <Anchor component="button" type="button" size="sm" onClick={() => focusField(field)}>
            Go to “{fieldText(field).label}”
          </Anchor>
        )}
      </Text>
      {error.raw === '' ? null : (
        <details className={styles.raw}>
          <summary>
            Raw answer (<code>{error.code}</code>)
          </summary>
          <CopyText value={error.raw} what="raw answer" max={400} />
        </details>
      )}
    </div>
  )
}
