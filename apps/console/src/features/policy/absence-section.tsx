import type { Policy } from '@bindery/contract'
import { Text } from '@mantine/core'
import { Section } from '../../components/section.tsx'
import { ChoiceSetting } from '../../settings-form/choice-setting.tsx'
import styles from '../../settings-form/fields.module.css'
import { useSettings } from '../../settings-form/settings-context.ts'
import { flowOf } from './flow.ts'

const gone: { value: Policy['goneFromDirectory']; label: string; consequence: string }[] = [
  {
    value: 'hold',
    label: 'Put on hold',
    consequence:
      'People who vanish from the directory are put on hold: they cannot sign in, nothing is deleted, and their groups stay as they are. If the same entry returns, so do they.',
  },
  {
    value: 'ignore',
    label: 'Ignore',
    consequence: 'They keep their account and can go on signing in. The preview still tells you.',
  },
]
const left: { value: Policy['leftScope']; label: string; consequence: string }[] = [
  {
    value: 'hold',
    label: 'Unlink and put on hold',
    consequence:
      'Their entry still exists, but outside the search bases or the filter. They cannot sign in; nothing is deleted.',
  },
  {
    value: 'ignore',
    label: 'Ignore',
    consequence: 'They keep their account as it is. The preview still tells you.',
  },
]

/** What happens to someone whose entry is no longer found. */
export function AbsenceSection() {
  const { direction } = useSettings().current.settings.policy
  const { toAccounts } = flowOf(direction)
  return (
    <Section
      title="People who are gone"
      sentence="Asked only after a complete read, and only when the entry cannot be found by its stable id anywhere in the directory."
    >
      {toAccounts ? (
        <div className={styles.stack}>
          <ChoiceSetting
            path="settings.policy.goneFromDirectory"
            question="Gone from the directory"
            choices={gone}
          />
          <ChoiceSetting path="settings.policy.leftScope" question="Left the scope" choices={left} />
        </div>
      ) : (
        <Text size="sm">
          In this direction accounts lead: someone who is gone from the directory is reported in the preview,
          and nothing is done about it.
        </Text>
      )}
    </Section>
  )
}
