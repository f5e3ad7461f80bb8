import type { Draft, ProbeStep, ProbeStepName } from '@bindery/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { toProblem, type ApiProblem } from '../api/problem.ts'
import { stream } from '../api/stream.ts'
import { announce } from '../components/announce.tsx'
import { draftOf } from './draft-of.ts'
import { focusFault } from './focus-field.ts'
import { listErrors } from './list-errors.ts'
import { stepTitles, stateWords } from './step-words.ts'
import { countsForTest, isOfForm } from './test-standing.ts'
import type { SettingsFormState } from './use-settings-form.ts'

type Steps = Partial<Record<ProbeStepName, ProbeStep>>

/** Tests what is in the form, saved or not, and keeps the steps as they arrive, whichever page is on screen. */
export function useConnectionTest({ form, directory, current, changes, placeOnFields }: SettingsFormState) {
  const client = useQueryClient()
  const [steps, setSteps] = useState<Steps>({})
  const [tested, setTested] = useState<Draft>()
  const [state, setState] = useState<'idle' | 'running' | 'ended'>('idle')
  const [problem, setProblem] = useState<ApiProblem>()
  const running = useRef<AbortController>(null)
  useEffect(() => () => running.current?.abort(), [])

  async function start() {
    if (!(await form.trigger())) {
      announce('Some fields need attention before the test')
      focusFault(listErrors(form.formState.errors))
      return
    }
    const draft = draftOf(directory, form.getValues())
    const abort = new AbortController()
    running.current = abort
    setSteps({})
    setProblem(undefined)
    setTested(draft)
    setState('running')
    announce('Testing the connection')
    document.querySelector('#test-panel')?.scrollIntoView({ block: 'nearest' })
    try {
      for await (const step of stream('testConnection', { body: draft, signal: abort.signal })) {
        setSteps((old) => ({ ...old, [step.name]: step }))
        if (step.state === 'failed' || step.state === 'warning' || step.state === 'ok')
          announce(`${stepTitles[step.name]}: ${stateWords[step.state]}. ${step.summary}`)
      }
      await client.invalidateQueries({ queryKey: ['listDirectories'] })
    } catch (error) {
      if (!abort.signal.aborted) {
        const fault = toProblem(error)
        setProblem(fault)
        placeOnFields(fault)
      }
    }
    setState('ended')
  }

  const known = Object.values(steps)
  const failed = known.some((step) => step.state === 'failed')
  const asSaved = directory !== undefined && !changes.some(({ key }) => countsForTest(key))
  const lastTest = directory?.lastTest ?? null
  const ofForm =
    tested !== undefined &&
    isOfForm({ of: tested, failed }, draftOf(directory, current), asSaved ? lastTest : null)
  const passedNow =
    state === 'ended' &&
    !problem &&
    known.length > 0 &&
    !failed &&
    steps.rights?.state !== 'running' &&
    ofForm
  return {
    steps,
    state,
    problem,
    tested,
    /** The steps are of what is in the form now. */
    ofForm,
    /** The form holds what is saved, as far as it is tested. */
    asSaved,
    /** The bind worked, so the schema can be read. */
    reached: state === 'ended' && (steps.root_dse?.state === 'ok' || steps.root_dse?.state === 'warning'),
    /** What is in the form has passed, here or as it is saved. */
    passed: passedNow || (asSaved && (lastTest?.passed ?? false)),
    failed,
    start,
    cancel: () => running.current?.abort(),
  }
}
export type ConnectionTest = ReturnType<typeof useConnectionTest>
