import { Alert, Button, Code, Group, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { isGivenUp, toProblem } from '../api/problem.ts'

interface Props {
  error: unknown
  /** What to do, in words; the code's own detail is shown anyway. */
  advice?: ReactNode
  retry?: () => void
  retryLabel?: string
}

/** A failure in words: what happened, what it means, what to do, and the code to quote; nothing when it was given up. */
export function ErrorNotice({ error, advice, retry, retryLabel = 'Try again' }: Props) {
  if (isGivenUp(error)) return null
  const problem = toProblem(error)
  return (
    <Alert
      role="alert"
      color="red"
      variant="default"
      title={problem.title}
      icon={<IconAlertTriangle color="var(--mantine-color-error)" />}
    >
      <Text size="sm">{asSentence(problem.message)}</Text>
      {advice ? <Text size="sm">{advice}</Text> : null}
      <Group gap="sm" mt="xs">
        {retry ? (
          <Button size="compact-sm" variant="default" onClick={retry}>
            {retryLabel}
          </Button>
        ) : null}
        <Text size="xs" c="dimmed">
          Code <Code>{problem.code}</Code>
        </Text>
      </Group>
    </Alert>
  )
}

/** Details come with or without a full stop. */
const asSentence = (text: string) => (/[.!?…)]$/.test(text) ? text : `${text}.`)
