import { useMayCall } from '../access/signed-in.ts'
import type { Run } from '@bindery/contract'
import { useMutation } from '@tanstack/react-query'
import { call } from '../api/call.ts'
import { ErrorNotice } from '../components/error-notice.tsx'
import { applyPhases } from './phase-words.ts'
import { ProgressPanel } from './progress-panel.tsx'

/** A run while it works, with a way to stop it between two operations. */
export function RunProgress({ run }: { run: Run }) {
  const cancel = useMutation({ mutationFn: () => call('cancelRun', { params: { id: run.id } }) })
  const mayCancel = useMayCall('cancelRun')
  return (
    <>
      {cancel.error ? <ErrorNotice error={cancel.error} retry={() => cancel.mutate()} /> : null}
      <ProgressPanel
        title="Applying"
        sentence="You can leave this page; it goes on. Cancelling stops between two changes: what was written stays."
        phases={applyPhases}
        progress={run.progress}
        onCancel={mayCancel ? () => cancel.mutate() : undefined}
        cancelling={cancel.isPending || cancel.isSuccess}
      />
    </>
  )
}
