import { writeNumber, type Progress as ProgressOf } from '@bindery/contract'
import { Button, Group, Loader, Paper, Progress, Text, Title } from '@mantine/core'
import { IconCheck, IconCircle } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { announce } from '../components/announce.tsx'
import { phaseWords, type Phase } from './phase-words.ts'
import styles from './progress-panel.module.css'
import { addSample, estimate, wordSeconds, type Sample } from './progress-rate.ts'

interface Props {
  title: string
  /** What happens if one leaves or cancels. */
  sentence: string
  phases: readonly Phase[]
  progress: ProgressOf
  /** Undefined: not for whoever looks on. */
  onCancel: (() => void) | undefined
  cancelling: boolean
}

function useEstimate({ phase, done, total }: ProgressOf) {
  const samples = useRef<Sample[]>([])
  const [told, setTold] = useState(() => estimate([], null))
  useEffect(() => {
    samples.current = addSample(samples.current, { at: performance.now(), phase, done })
    setTold(estimate(samples.current, total))
  }, [phase, done, total])
  return told
}

function Tally({ progress }: { progress: ProgressOf }) {
  const { perSecond, secondsLeft } = useEstimate(progress)
  const { done, total } = progress
  const { unit } = phaseWords[progress.phase]
  const parts = [
    total === null
      ? done > 0 && `${writeNumber(done)} ${unit}`
      : `${writeNumber(done)} of ${writeNumber(total)} ${unit}`,
    perSecond !== null && `${writeNumber(Math.round(perSecond))} per second`,
    secondsLeft !== null && wordSeconds(secondsLeft),
  ]
  return <>{parts.filter(Boolean).join(' · ')}</>
}

/** Long work as it goes: its phases, where it is, how fast, how long still, and a way to stop it. */
export function ProgressPanel({ title, sentence, phases, progress, onCancel, cancelling }: Props) {
  const { phase, done, total } = progress
  const current = phase === 'done' ? phases.length : phases.indexOf(phase)
  useEffect(() => announce(phaseWords[phase].label), [phase])
  return (
    <Paper withBorder p="lg" component="section" aria-label={title}>
      <Group justify="space-between" align="flex-start" wrap="nowrap" mb="md">
        <div>
          <Title order={2}>{title}</Title>
          <Text size="sm" c="dimmed">
            {sentence}
          </Text>
        </div>
        {onCancel ? (
          <Button variant="default" flex="none" onClick={onCancel} disabled={cancelling}>
            {cancelling ? 'Stopping…' : 'Cancel'}
          </Button>
        ) : null}
      </Group>
      <ol className={styles.phases}>
        {phases.map((name, index) => {
          const state = index < current ? 'past' : index === current ? 'now' : 'next'
          return (
            <li
              key={name}
              className={styles.phase}
              data-state={state}
              aria-current={state === 'now' ? 'step' : undefined}
            >
              <span className={styles.sign} aria-hidden="true">
                {state === 'past' ? (
                  <IconCheck size={16} />
                ) : state === 'now' ? (
                  <Loader size={14} />
                ) : (
                  <IconCircle size={12} />
                )}
              </span>
              <span>{phaseWords[name].label}</span>
              <span className={styles.tally}>{state === 'now' ? <Tally progress={progress} /> : null}</span>
            </li>
          )
        })}
      </ol>
      {total !== null && total > 0 ? (
        <Progress
          mt="md"
          size="sm"
          value={(100 * done) / total}
          aria-label={phaseWords[phase].label}
          transitionDuration={200}
        />
      ) : null}
    </Paper>
  )
}
