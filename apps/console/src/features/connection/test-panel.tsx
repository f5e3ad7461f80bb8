import { probeStepNames, type Directory } from '@bindery/contract'
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
  const { steps, state, problem, ofForm, asSaved, failed, start, cancel } = test
  const sample = steps.sample_person?.sample
  const warned = Object.values(steps).some((step) => step.state === 'warning')
  const nobody = steps.people_search?.error?.code === 'nothing_found'
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
          {directory ? <Saved directory={directory} /> : 'These settings have not been tested yet.'}
          {directory && !asSaved ? ' What you changed since is not tested.' : null}
        </Text>
      ) : (
        <>
          {problem ? <ErrorNotice error={problem} /> : null}
          {ofForm ? null : (
            <Alert variant="default" mt="sm" p="xs">
              <Text size="sm">
                {directory && asSaved ? (
                  <>
                    <Saved directory={directory} /> The steps below are of changes that are no longer here.
                  </>
                ) : (
                  'You changed something since this test. Test again before you rely on it.'
                )}
              </Text>
            </Alert>
          )}
          {state === 'ended' && !problem && ofForm ? (
            <Text size="sm" mt="sm" fw={600}>
              {outcomeWords({ failed, warned, nobody })}
              {directory && !asSaved && !failed ? ' It is not saved yet.' : null}
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

interface Ended {
  readonly failed: boolean
  readonly warned: boolean
  /** It answers, and there is nobody to sync. */
  readonly nobody: boolean
}

function outcomeWords({ failed, warned, nobody }: Ended): string {
  if (failed) return 'The test stopped. The first failed step says what to do.'
  if (nobody) return 'It answers, but the search finds nobody.'
  return warned ? 'It works, but read the warnings.' : 'Everything works.'
}

/** How what is saved was last tested. */
function Saved({ directory: { lastTest } }: { directory: Directory }) {
  if (!lastTest) return 'What is saved has not been tested yet.'
  const { at, passed, failedStep } = lastTest
  return (
    <>
      What is saved was tested <RelativeTime at={at} /> and{' '}
      {passed ? 'passed.' : `failed${failedStep ? ` at “${stepTitles[failedStep]}”` : ''}.`}
    </>
  )
}
