import type { Plan } from '@bindery/contract'
import { Alert, Group, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { ButtonLink } from '../../components/button-link.tsx'
import { CopyText } from '../../components/copy-text.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { fieldText } from '../../settings-form/field-texts.ts'
import { fieldOfPath } from '../../settings-form/place-problem.ts'
import { pageOfField } from '../../settings-form/settings-pages.ts'

/** A preview that did not come to an end: cancelled, or failed with the reason and the fix. */
export function EndedPreview({ plan }: { plan: Plan }) {
  const { failure } = plan
  if (!failure)
    return (
      <EmptyState title="This preview was cancelled">
        Nothing was written, and nothing of it is kept. Preview again whenever you like.
      </EmptyState>
    )
  return (
    <Alert
      role="alert"
      variant="default"
      icon={<IconAlertTriangle color="var(--mantine-color-error)" />}
      title="The preview failed. Nothing was written"
    >
      <Text size="sm">{failure.message}</Text>
      <Text size="sm" mt={4}>
        {failure.fix}
      </Text>
      {failure.raw ? (
        <Text size="sm" mt={4} component="div">
          The server said <CopyText value={failure.raw} what="server’s answer" max={200} />
        </Text>
      ) : null}
      <Group gap="md" mt="sm">
        {failure.field ? (
          <ButtonLink
            size="compact-sm"
            variant="default"
            to={pageOfField(fieldOfPath(failure.field)).to}
            hash={fieldOfPath(failure.field)}
            hashScrollIntoView={false}
          >
            Go to “{fieldText(fieldOfPath(failure.field)).label}”
          </ButtonLink>
        ) : null}
        <Text size="xs" c="dimmed">
          Code <code>{failure.code}</code> · <RelativeTime at={plan.finishedAt ?? plan.createdAt} />
        </Text>
      </Group>
    </Alert>
  )
}
