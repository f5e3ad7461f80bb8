import type { Plan } from '@bindery/contract'
import { Text, Title } from '@mantine/core'
import { CopyText } from '../../components/copy-text.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import styles from './plan-stamp.module.css'

/** The plan in one sentence, and which plan it is: age, author, settings, hash. */
export function PlanStamp({ plan }: { plan: Plan }) {
  return (
    <div className={styles.stamp}>
      <Title order={2} className={styles.sentence}>
        {plan.sentence}
      </Title>
      <Text size="sm" c="dimmed" component="div" className={styles.facts}>
        <span>
          Preview {plan.id}, made <RelativeTime at={plan.finishedAt ?? plan.createdAt} /> by {plan.actor}
        </span>
        <span>
          {plan.settingsVersion === null ? 'unsaved settings' : `settings version ${plan.settingsVersion}`}
        </span>
        <CopyText value={plan.planHash} what="plan hash" max={12} />
      </Text>
    </div>
  )
}
