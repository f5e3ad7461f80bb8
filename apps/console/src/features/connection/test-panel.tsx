import { probeStepNames } from '@bindery/contract'
import { Alert, Button, Text, Title } from '@mantine/core'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { useSettings } from '../../settings-form/settings-context.ts'
import { SampleCard } from './sample-card.tsx'
import { stepTitles } from '../../settings-form/step-words.ts'
import styles from './test-panel.module.css'
import { TestStep } from './test-step.tsx'

/** The test of what is in the form: a checklist that fills in while one watches. */
export function TestPanel() {
  const { directory, test } = useSettings()
  const { steps, state, problem, changedSince, failed, start, cancel } = test
  const lastTest = directory?.lastTest
  const sample = steps.sample_person?.sample
  return (
    <section id="test-panel" className={styles.panel} aria-labelledby="test-title">
      <div className={styles.head}>
        <Title order={2} id="test-title">
          Test connection
        </Title>
        {state === 'running' ? (
          <Button variant="default" onClick={cancel}>
            Stop
          </Button>
        ) : (
          <Button onClick={() => void start()}>{state === 'ended' ? 'Test again' : 'Test connection'}</Button>
        )}
      </div>
      <Text size="sm" c="dimmed">
        Tries what is in the form now, saved or not. It only reads.
      </Text>
      {state === 'idle' ? (
        <Text size="sm" mt="sm">
          {lastTest ? (
            <>
              These settings were tested <RelativeTime at={lastTest.at} /> and{' '}
              {lastTest.passed
                ? 'passed.'
                : `failed${lastTest.failedStep ? ` at “${stepTitles[lastTest.failedStep]}”` : ''}.`}
            </>
          ) : (
            'These settings have not been tested yet.'
          )}
        </Text>
      ) : (
        <>
          {problem ? <ErrorNotice error={problem} /> : null}
          {changedSince ? (
            <Alert variant="default" mt="sm" p="xs">
              <Text size="sm">You changed something since. Test again before you rely on this.</Text>
            </Alert>
          ) : null}
          {state === 'ended' && !problem && !changedSince ? (
            <Text size="sm" mt="sm" fw={600}>
              {failed ? 'The test stopped. The first failed step says what to do.' : 'Everything works.'}
            </Text>
          ) : null}
          {problem ? null : (
            <ol className={styles.steps}>
              {probeStepNames.map((name) => (
                <TestStep key={name} name={name} step={steps[name]} ended={state === 'ended'} />
              ))}
            </ol>
          )}
          {sample ? <SampleCard sample={sample} /> : null}
        </>
      )}
    </section>
  )
}
