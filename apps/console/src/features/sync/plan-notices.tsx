import type { Plan, PlanSummary } from '@bindery/contract'
import { Alert, Button, Group, Text } from '@mantine/core'
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { ButtonLink } from '../../components/button-link.tsx'
import styles from './plan-notices.module.css'

interface Props {
  plan: Plan
  newest: PlanSummary | undefined
  onPreview: () => void
}

/** What one must know before reading the plan: why it cannot be applied, and that there is a newer one. */
export function PlanNotices({ plan, newest, onPreview }: Props) {
  const ready = plan.state === 'ready'
  const preview = (
    <Button size="compact-sm" variant="default" onClick={onPreview}>
      Preview again
    </Button>
  )
  return (
    <div className={styles.notices}>
      {newest && newest.id > plan.id ? (
        <Notice
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
        <Notice title="A preview of unsaved settings">
          It shows what these settings would do. To apply, save them and preview again.
        </Notice>
      ) : null}
      {ready && plan.stale !== '' ? (
        <Notice title="This plan no longer fits, so it cannot be applied" warn action={preview}>
          {plan.stale}
        </Notice>
      ) : null}
      {ready && plan.guard?.verdict === 'stopped' && !plan.approval ? (
        <Notice title="Stopped: this looks like a mistake, so everything waits" warn action={preview}>
          {plan.guard.stops.map(({ message }) => message).join(' ')} The guard below names the likeliest
          cause: correct it, then preview again. If it is right as it is, approve it with a reason.
        </Notice>
      ) : null}
    </div>
  )
}

interface NoticeProps {
  title: string
  warn?: boolean
  action?: ReactNode
  children: ReactNode
}

function Notice({ title, warn = false, action, children }: NoticeProps) {
  return (
    <Alert
      variant="default"
      title={title}
      icon={warn ? <IconAlertTriangle color="var(--mantine-color-error)" /> : <IconInfoCircle />}
    >
      <Group justify="space-between" gap="sm">
        <Text size="sm" maw={760}>
          {children}
        </Text>
        {action}
      </Group>
    </Alert>
  )
}
