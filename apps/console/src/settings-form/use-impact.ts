import type { Draft, Failure, Impact, Progress } from '@bindery/contract'
import { useEffect, useRef, useState } from 'react'
import { toProblem, type ApiProblem } from '../api/problem.ts'
import { stream } from '../api/stream.ts'
import { announce } from '../components/announce.tsx'
import { sameValue } from './diff-values.ts'
import { draftOf } from './draft-of.ts'
import { linkedLeaving, summarizeImpact } from './impact-words.ts'
import { touchesScope } from './touches-scope.ts'
import type { SettingsFormState } from './use-settings-form.ts'

/** What is known of the impact of a draft. */
type Measured =
  | { readonly state: 'running'; readonly draft: Draft; readonly progress: Progress | undefined }
  | { readonly state: 'done'; readonly draft: Draft; readonly impact: Impact }
  | { readonly state: 'failed'; readonly draft: Draft; readonly failure: Failure | ApiProblem }

/** Measures what is in the form against what is saved, whichever page is on screen. */
export function useImpact({ form, directory, current, changes }: SettingsFormState) {
  const [measured, setMeasured] = useState<Measured>()
  const [accepted, setAccepted] = useState<Draft>()
  const running = useRef<AbortController>(null)
  useEffect(() => () => running.current?.abort(), [])

  async function start() {
    if (!directory) return
    running.current?.abort()
    const abort = new AbortController()
    running.current = abort
    const draft = draftOf(directory, form.getValues())
    setMeasured({ state: 'running', draft, progress: undefined })
    const end = (next: Measured) => {
      if (!abort.signal.aborted) setMeasured(next)
    }
    try {
      const request = { params: { id: directory.id }, body: { draft }, signal: abort.signal }
      for await (const step of stream('measureImpact', request)) {
        if (step.state === 'running') end({ ...step, draft })
        else end({ ...step, draft })
        if (step.state === 'done') announce(summarizeImpact(step.impact))
      }
    } catch (error) {
      end({ state: 'failed', draft, failure: toProblem(error) })
    }
  }

  const draft = draftOf(directory, current)
  const known = measured && sameValue(measured.draft, draft) ? measured : undefined
  const impact = known?.state === 'done' ? known.impact : undefined
  return {
    /** Whether these changes can touch anybody: not those of a directory that is yet to be created. */
    relevant: directory !== undefined && changes.some(({ key }) => touchesScope(key)),
    /** What is known of exactly what is in the form now. */
    known,
    impact,
    /** Saving needs no more words: nobody linked leaves, or a person has said yes to it. */
    settled: impact !== undefined && (linkedLeaving(impact) === 0 || sameValue(accepted, draft)),
    start,
    stop: () => {
      running.current?.abort()
      setMeasured((now) => (now?.state === 'running' ? undefined : now))
    },
    accept: () => setAccepted(draft),
  }
}
export type ImpactState = ReturnType<typeof useImpact>
