import { useMay } from '../../access/signed-in.ts'
import { MayCall } from '../../access/may-call.tsx'
import { writeNumber, type Directory, type ScheduleState } from '@bindery/contract'
import { Button, Text } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { TextLink } from '../../components/links.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { wordSchedule } from '../../components/word-schedule.ts'
import styles from './card.module.css'
import { Card } from './card.tsx'
import { TimeUntil } from './time-until.tsx'
import { useSchedule } from './use-schedule.ts'

type Last = NonNullable<ScheduleState['last']>

const outcomes: Record<Last['outcome'], string> = {
  applied: 'Applied',
  nothing: 'Nothing to do',
  waits: 'Waits for you',
  failed: 'Failed',
  skipped: 'Passed over',
}

/** When the next preview is made by itself, how the last one ended, and the way to pause it. */
export function ScheduleCard({ directory }: { directory: Directory }) {
  const { schedule, pause, resume } = useSchedule(directory.id)
  const when = wordSchedule(directory.settings.policy.schedule)
  const maySet = useMay('settings')
  const error = pause.error ?? resume.error
  return (
    <Card
      title="Schedule"
      more={
        <TextLink to="/settings/policy" hash="settings.policy.schedule.mode" size="sm">
          {when === '' && maySet ? 'Set one' : 'Policy'}
        </TextLink>
      }
    >
      {error ? <ErrorNotice error={error} /> : null}
      {when === '' ? (
        <Text size="sm" c="dimmed">
          Off. Previews are made when somebody asks for one.
        </Text>
      ) : (
        <Loaded query={schedule} lines={4}>
          {(state) => (
            <>
              <dl className={styles.facts}>
                <dt>When</dt>
                <dd>
                  {when.charAt(0).toUpperCase() + when.slice(1)};{' '}
                  {directory.settings.policy.schedule.apply === 'wait'
                    ? 'waits for a person'
                    : 'applies what the guard lets pass'}
                </dd>
                <dt>Next</dt>
                <dd>
                  <Next state={state} enabled={directory.enabled} />
                </dd>
                <dt>Last</dt>
                <dd>{state.last ? <Outcome last={state.last} /> : 'Not yet'}</dd>
              </dl>
              {state.failures > 0 ? <Failures state={state} /> : null}
              <MayCall name={state.paused ? 'resumeSchedule' : 'pauseSchedule'}>
                <Button
                  mt="sm"
                  size="compact-sm"
                  variant="default"
                  leftSection={state.paused ? <IconPlayerPlay size={14} /> : <IconPlayerPause size={14} />}
                  loading={pause.isPending || resume.isPending}
                  onClick={() => (state.paused ? resume.mutate() : pause.mutate())}
                >
                  {state.paused ? 'Resume' : 'Pause'}
                </Button>
              </MayCall>
            </>
          )}
        </Loaded>
      )}
    </Card>
  )
}

function Next({ state: { paused, running, nextAt }, enabled }: { state: ScheduleState; enabled: boolean }) {
  if (running) return 'Running now'
  if (paused)
    return (
      <>
        Paused <RelativeTime at={paused.at} /> by {paused.by}
        {paused.why === '' ? null : `: ${paused.why}`}
      </>
    )
  if (!enabled) return 'Not while the directory is switched off'
  return nextAt === null ? 'Never' : <TimeUntil at={nextAt} />
}

function Outcome({ last: { at, outcome, sentence, planId, runId } }: { last: Last }) {
  const words = outcomes[outcome]
  return (
    <>
      {runId !== null ? (
        <TextLink to="/runs/$id" params={{ id: runId }} inherit>
          {words}
        </TextLink>
      ) : planId !== null ? (
        <TextLink to="/sync" search={{ plan: planId }} inherit>
          {words}
        </TextLink>
      ) : (
        words
      )}{' '}
      <RelativeTime at={at} />
      {sentence === words ? null : (
        <Text size="sm" c="dimmed">
          {sentence}
        </Text>
      )}
    </>
  )
}

function Failures({ state: { failures, failure } }: { state: ScheduleState }) {
  return (
    <Text size="sm" mt={6}>
      {failure?.fix ? `${failure.fix} ` : ''}
      {failures === 1 ? 'It failed once; ' : `It failed ${writeNumber(failures)} times in a row; `}
      each failure doubles the time until the next, up to an hour.
    </Text>
  )
}
