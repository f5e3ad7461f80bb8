import { useMayCall } from '../../access/signed-in.ts'
import { MayCall } from '../../access/may-call.tsx'
import type { Plan, PlanSummary } from '@bindery/contract'
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { call } from '../../api/call.ts'
import { toProblem } from '../../api/problem.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { LateSkeleton } from '../../components/late-skeleton.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { previewPhases } from '../../run-report/phase-words.ts'
import { ProgressPanel } from '../../run-report/progress-panel.tsx'
import { EndedPreview } from './ended-preview.tsx'
import { ExportLinks } from './export-links.tsx'
import { PlanNotices } from './plan-notices.tsx'
import { PlanReview } from './plan-review.tsx'
import { PlanRun } from './plan-run.tsx'
import { PlanStamp } from './plan-stamp.tsx'
import { usePlan } from './use-plan.ts'
import { usePreview } from '../../api/use-preview.ts'

interface Props {
  planId: number
  directoryId: number
  newest: PlanSummary | undefined
}

/** One plan from its making to its outcome. */
export function PlanScreen({ planId, directoryId, newest }: Props) {
  const { data: plan, error, refetch } = usePlan(planId)
  const preview = usePreview(directoryId)
  const mayExport = useMayCall('exportPlan')
  const busy = plan?.state === 'running' || plan?.state === 'applying'
  const showsRows = plan?.state === 'ready' || plan?.state === 'applying' || plan?.state === 'applied'
  const again = (
    <MayCall name="startPreview">
      <Button
        variant={showsRows ? 'default' : 'filled'}
        loading={preview.isPending}
        onClick={() => preview.mutate('preview')}
      >
        Preview again
      </Button>
    </MayCall>
  )
  return (
    <>
      <PageHeader
        title="Sync"
        sentence="See what a sync would do to either side, then apply exactly that."
        documentTitle={plan?.state === 'running' ? 'Previewing… · Sync' : 'Sync'}
        actions={
          busy ? null : (
            <>
              {showsRows && mayExport ? <ExportLinks planId={planId} /> : null}
              {again}
            </>
          )
        }
      />
      {preview.error ? <ErrorNotice error={preview.error} /> : null}
      {plan ? (
        <>
          <PlanNotices
            plan={plan}
            newest={newest}
            starting={preview.isPending}
            onPreview={() => preview.mutate('preview')}
            onRelink={() => preview.mutate('relink')}
          />
          <PlanBody plan={plan} showsRows={showsRows} />
        </>
      ) : error ? (
        <ErrorNotice
          error={error}
          advice={
            toProblem(error).code === 'not_found'
              ? 'This plan may have been removed. Preview again to make a new one.'
              : undefined
          }
          retry={() => void refetch()}
        />
      ) : (
        <LateSkeleton lines={8} />
      )}
    </>
  )
}

function PlanBody({ plan, showsRows }: { plan: Plan; showsRows: boolean }) {
  if (plan.state === 'running') return <Running plan={plan} />
  if (!showsRows) return <EndedPreview plan={plan} />
  return (
    <>
      {plan.runId === null ? null : <PlanRun runId={plan.runId} applying={plan.state === 'applying'} />}
      <PlanStamp plan={plan} />
      <PlanReview plan={plan} />
    </>
  )
}

function Running({ plan }: { plan: Plan }) {
  const cancel = useMutation({ mutationFn: () => call('cancelPlan', { params: { id: plan.id } }) })
  const mayCancel = useMayCall('cancelPlan')
  return (
    <>
      {cancel.error ? <ErrorNotice error={cancel.error} retry={() => cancel.mutate()} /> : null}
      <ProgressPanel
        title="Making the preview"
        sentence="Nothing is written. You can leave this page; it goes on and is found here again."
        phases={previewPhases}
        progress={plan.progress}
        onCancel={mayCancel ? () => cancel.mutate() : undefined}
        cancelling={cancel.isPending || cancel.isSuccess}
      />
    </>
  )
}
