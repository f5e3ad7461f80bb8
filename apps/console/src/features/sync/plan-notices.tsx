import { MayCall } from '../../access/may-call.tsx'
import type { Plan, PlanSummary } from '@bindery/contract'
import { Button } from '@mantine/core'
import { ButtonLink } from '../../components/links.tsx'
import { Notice } from '../../components/notice.tsx'
import { RestoredNotice } from './restored-notice.tsx'
import styles from './plan-notices.module.css'

interface Props {
  plan: Plan
  newest: PlanSummary | undefined
  /** A preview is being started. */
  starting: boolean
  onPreview: () => void
  onRelink: () => void
}

/** What one must know before reading the plan: why it cannot be applied, and that there is a newer one. */
export function PlanNotices({ plan, newest, starting, onPreview, onRelink }: Props) {
  const ready = plan.state === 'ready'
  const preview = (
    <MayCall name="startPreview">
      <Button size="compact-sm" variant="default" onClick={onPreview}>
        Preview again
      </Button>
    </MayCall>
  )
  return (
    <div className={styles.notices}>
      {newest && newest.id > plan.id ? (
        <Notice
          tone="info"
          title="There is a newer preview"
          action={
            <ButtonLink size="compact-sm" variant="default" to="/sync" search={{ plan: newest.id }}>
              Show it
            </ButtonLink>
          }
        >
          {newest.sentence}
        </Notice>
      ) : null}
      {plan.undoes === null ? null : (
        <Notice
          tone="info"
          title={`The way back from run ${plan.undoes}`}
          action={
            <ButtonLink size="compact-sm" variant="default" to="/runs/$id" params={{ id: plan.undoes }}>
              Show the run
            </ButtonLink>
          }
        >
          What cannot be undone comes first. The next preview proposes the run’s changes anew, unless their
          cause is gone.
        </Notice>
      )}
      {plan.settingsVersion === null ? (
        <Notice tone="info" title="A preview of unsaved settings">
          It shows what these settings would do. To apply, save them and preview again.
        </Notice>
      ) : null}
      {ready && plan.stale !== '' ? (
        <Notice tone="bad" title="This plan no longer fits, so it cannot be applied" action={preview}>
          {plan.stale}
        </Notice>
      ) : null}
      {ready && plan.restored ? (
        <RestoredNotice
          restored={plan.restored}
          onRelink={plan.settingsVersion === null ? undefined : onRelink}
          starting={starting}
        />
      ) : null}
      {ready && plan.guard?.verdict === 'stopped' && !plan.approval ? (
        <Notice tone="bad" title="Stopped: this looks like a mistake, so everything waits" action={preview}>
          {plan.guard.stops.map(({ message }) => message).join(' ')} The guard below names the likeliest
          cause: correct it, then preview again. If it is right as it is, approve it with a reason.
        </Notice>
      ) : null}
    </div>
  )
}
