import { writeNumber } from '@bindery/contract'
import { Button, Group, Loader, Text } from '@mantine/core'
import { ApiProblem } from '../api/problem.ts'
import { ErrorNotice } from '../components/error-notice.tsx'
import { Notice } from '../components/notice.tsx'
import { phaseWords } from '../run-report/phase-words.ts'
import { FailureWords } from './failure-words.tsx'
import { ImpactDetails } from './impact-details.tsx'
import type { ImpactState } from './use-impact.ts'

interface Props {
  measure: Pick<ImpactState, 'known' | 'start' | 'stop'>
  /** What the button says that starts it. */
  ask: string
  /** Somebody follows a link to a field. */
  onFollow: () => void
}

/** What the unsaved changes would do: being measured, measured, or why it could not be. */
export function ImpactPanel({ measure: { known, start, stop }, ask, onFollow }: Props) {
  if (!known)
    return (
      <Button variant="default" onClick={() => void start()}>
        {ask}
      </Button>
    )
  switch (known.state) {
    case 'running': {
      const { phase, done } = known.progress ?? { phase: 'connecting', done: 0 }
      const { label, unit } = phaseWords[phase]
      return (
        <Group gap="sm" wrap="nowrap">
          <Loader size={16} />
          <Text size="sm" flex={1}>
            {label}
            {done > 0 ? ` · ${writeNumber(done)} ${unit}` : ''}
          </Text>
          <Button size="compact-sm" variant="default" onClick={stop}>
            Stop
          </Button>
        </Group>
      )
    }
    case 'failed': {
      const { failure } = known
      const again = () => void start()
      if (failure instanceof ApiProblem) return <ErrorNotice error={failure} retry={again} />
      return (
        <Notice
          tone="bad"
          title={failure.message}
          action={
            <Button size="compact-sm" variant="default" onClick={again}>
              Try again
            </Button>
          }
        >
          <FailureWords failure={failure} onFollow={onFollow} />
        </Notice>
      )
    }
    case 'done':
      return <ImpactDetails impact={known.impact} />
  }
}
