import { useMayCall } from '../access/signed-in.ts'
import type { Run } from '@bindery/contract'
import { Button, Group } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { call } from '../api/call.ts'
import { query } from '../api/query.ts'
import { useIsOff } from '../api/use-is-off.ts'
import { announce } from '../components/announce.tsx'
import { ErrorNotice } from '../components/error-notice.tsx'
import { ResumeDialog } from './resume-dialog.tsx'
import { SwitchedOff } from './switched-off.tsx'
import { outdateTouched } from './use-run.ts'
import { WritingButton } from './writing-button.tsx'

/** What can be done about a run that has ended: go on with it, try again what failed, or plan the way back. */
export function RunActions({ run }: { run: Run }) {
  const resume = useResume(run)
  const retry = usePlanFromRun('retryRun', run, 'A preview of what failed has started.')
  const undo = usePlanFromRun('undoRun', run, 'The way back is being planned.')
  const error = resume.error ?? retry.error ?? undo.error
  const [asking, setAsking] = useState(false)
  const mayResume = useMayCall('resumeRun')
  const mayRetry = useMayCall('retryRun')
  const mayUndo = useMayCall('undoRun')
  const busy = resume.isPending || retry.isPending || undo.isPending
  const { done, refused, drifted, inDoubt } = run.outcome
  const offId = useId()
  const resumes = run.resumable && mayResume
  const isOff = useIsOff(run.directoryId) && resumes
  return (
    <>
      {error ? <ErrorNotice error={error} /> : null}
      <ResumeDialog
        run={run}
        opened={asking}
        onClose={() => setAsking(false)}
        onConfirm={() => resume.mutate()}
      />
      <Group gap="xs" mb="md">
        {resumes ? (
          <WritingButton
            blockedBy={isOff ? offId : undefined}
            onClick={() => setAsking(true)}
            loading={resume.isPending}
            disabled={busy}
          >
            Resume the run…
          </WritingButton>
        ) : null}
        {refused + drifted + inDoubt > 0 && mayRetry ? (
          <Button variant="default" onClick={() => retry.mutate()} disabled={busy}>
            Preview only what failed
          </Button>
        ) : null}
        {done > 0 && mayUndo ? (
          <Button variant="default" onClick={() => undo.mutate()} disabled={busy}>
            Undo…
          </Button>
        ) : null}
        {isOff ? <SwitchedOff id={offId} step="resume" /> : null}
      </Group>
    </>
  )
}

/** First what is in doubt is looked up, then the rest is tried. */
function useResume(run: Run) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => call('resumeRun', { params: { id: run.id } }),
    onSuccess: async () => {
      announce('The run goes on.')
      await outdateTouched(client)
      await client.invalidateQueries({ queryKey: query('getRun', { params: { id: run.id } }).queryKey })
    },
  })
}

function usePlanFromRun(name: 'undoRun' | 'retryRun', run: Run, told: string) {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: () => call(name, { params: { id: run.id } }),
    onSuccess: async ({ planId }) => {
      announce(told)
      await navigate({ to: '/sync', search: { plan: planId } })
      await client.invalidateQueries({ queryKey: ['listPlans'] })
    },
  })
}
