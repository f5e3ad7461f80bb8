import type { Failure } from '@bindery/contract'
import { Text } from '@mantine/core'
import { CopyText } from '../components/copy-text.tsx'
import { fieldText } from './field-texts.ts'
import { FieldLink } from './field-link.tsx'
import { fieldOfPath } from './place-problem.ts'

interface Props {
  failure: Failure
  /** Somebody follows the link to the field. */
  onFollow?: () => void
}

/** What a preview or a run failed for: what to do, where, and the server's own words. */
export function FailureWords({ failure: { fix, field, raw, code }, onFollow }: Props) {
  const path = fieldOfPath(field)
  return (
    <>
      <div>
        {fix}{' '}
        {field === '' ? null : (
          <FieldLink path={path} onFollow={onFollow}>
            Go to “{fieldText(path).label}”
          </FieldLink>
        )}
      </div>
      {raw === '' ? null : (
        <div>
          The server said <CopyText value={raw} what="server’s answer" max={200} />
        </div>
      )}
      <Text size="xs" c="dimmed">
        Code <code>{code}</code>
      </Text>
    </>
  )
}
