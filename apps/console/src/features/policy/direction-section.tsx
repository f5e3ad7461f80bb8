import type { Authority, Direction } from '@bindery/contract'
import { Section } from '../../components/section.tsx'
import { ChoiceSetting } from '../../settings-form/choice-setting.tsx'
import styles from '../../settings-form/fields.module.css'
import { useSettings } from '../../settings-form/settings-context.ts'

const directionChoices: { value: Direction; label: string; consequence: string }[] = [
  {
    value: 'accounts_to_directory',
    label: 'Accounts → directory',
    consequence:
      'Accounts lead. Changes in them are written to the directory; what changes there is overwritten and reported.',
  },
  {
    value: 'directory_to_accounts',
    label: 'Directory → accounts',
    consequence: 'The directory leads. Its changes reach accounts; Bindery never writes to the directory.',
  },
  {
    value: 'two_way',
    label: 'Two-way',
    consequence:
      'A change on either side reaches the other. Bindery remembers what both agreed on, so it knows who changed what.',
  },
]
const authorityChoices: { value: Authority; label: string; consequence: string }[] = [
  {
    value: 'directory',
    label: 'The directory',
    consequence: 'Its value goes to the account. The account’s value is shown as overwritten in the preview.',
  },
  {
    value: 'accounts',
    label: 'Accounts',
    consequence:
      'The account’s value goes to the directory. The directory’s value is shown as overwritten in the preview.',
  },
  {
    value: 'ask',
    label: 'Nobody: ask',
    consequence:
      'The preview shows a conflict, and nothing is written on either side until somebody decides it under Conflicts.',
  },
]

/** Which way things flow, and who wins where both sides differ. */
export function DirectionSection() {
  const { direction } = useSettings().current.settings.policy
  return (
    <Section
      title="Direction"
      sentence="Which side follows which. A mapping rule can narrow it, never widen it."
    >
      <div className={styles.stack}>
        <ChoiceSetting
          path="settings.policy.direction"
          question="Where do changes flow?"
          choices={directionChoices}
        />
        {direction === 'two_way' ? (
          <ChoiceSetting
            path="settings.policy.authority"
            question="Who wins when both sides have different values?"
            choices={authorityChoices}
          />
        ) : null}
      </div>
    </Section>
  )
}
