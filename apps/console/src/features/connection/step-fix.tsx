import type { ProbeError } from '@bindery/contract'
import { Text } from '@mantine/core'
import { CopyText } from '../../components/copy-text.tsx'
import { FieldLink } from '../../settings-form/field-link.tsx'
import { nameField } from '../../settings-form/name-field.ts'
import { fieldOfPath } from '../../settings-form/place-problem.ts'
import { useSettings } from '../../settings-form/settings-context.ts'
import { pageOfField } from '../../settings-form/settings-pages.ts'
import styles from './step-fix.module.css'

/** What happened, what to do and where; the server's own words on demand. */
export function StepFix({ error }: { error: ProbeError }) {
  const { current } = useSettings()
  const field = fieldOfPath(error.field)
  const page = pageOfField(field)
  return (
    <div className={styles.fix}>
      <Text size="sm" fw={500}>
        {error.message}
      </Text>
      <Text size="sm">
        {error.fix}{' '}
        {error.field === '' ? null : (
          <FieldLink path={field}>
            Go to “{nameField(field, current)}”{page.title === 'Connection' ? '' : ` in ${page.title}`}
          </FieldLink>
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
