import type { Policy } from '@bindery/contract'
import { Section } from '../../components/section.tsx'
import { ChoiceSetting } from '../../settings-form/choice-setting.tsx'
import styles from '../../settings-form/fields.module.css'
import { useSettings } from '../../settings-form/settings-context.ts'
import { flowOf } from './flow.ts'

type Creation = Policy['firstSeenInAccounts']

function choices(what: string, side: string): { value: Creation; label: string; consequence: string }[] {
  return [
    {
      value: 'create',
      label: `Create the ${what}`,
      consequence: `Whoever matches nobody gets an ${what} ${side}. You see each one in the preview first.`,
    },
    {
      value: 'ask',
      label: 'Ask',
      consequence: `The preview proposes the ${what}, but leaves it out until you include it.`,
    },
    {
      value: 'ignore',
      label: 'Ignore',
      consequence: `Only people on both sides are synced; no ${what} is created.`,
    },
  ]
}

/** What happens to someone seen on one side only. */
export function CreationSection() {
  const { direction } = useSettings().current.settings.policy
  const { toAccounts, toDirectory } = flowOf(direction)
  return (
    <Section
      title="New people and groups"
      sentence="When someone is on one side only, and nobody on the other side matches."
    >
      <div className={styles.stack}>
        {toAccounts ? (
          <ChoiceSetting
            path="settings.policy.firstSeenInDirectory"
            question="New in the directory"
            choices={choices('account', 'here')}
          />
        ) : null}
        {toDirectory ? (
          <ChoiceSetting
            path="settings.policy.firstSeenInAccounts"
            question="New in accounts"
            choices={choices('entry', 'in the directory')}
          />
        ) : null}
      </div>
    </Section>
  )
}
