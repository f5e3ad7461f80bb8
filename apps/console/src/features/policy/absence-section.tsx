import { Section } from '../../components/section.tsx'
import { ChoiceSetting } from '../../settings-form/choice-setting.tsx'
import styles from '../../settings-form/fields.module.css'
import { NumberSetting } from '../../settings-form/number-setting.tsx'
import { useSettings } from '../../settings-form/settings-context.ts'
import { goneChoices, leftChoices, missingEntryChoices } from './absence-choices.ts'
import { flowOf } from './flow.ts'

/** What happens to someone whose entry is no longer found where it should be. */
export function AbsenceSection() {
  const { policy } = useSettings().current.settings
  return (
    <Section
      title="Gone from the directory"
      sentence="Asked only after a complete read, and only about who cannot be found by the stable id of their entry anywhere in the directory."
    >
      {flowOf(policy.direction).toAccounts ? (
        <div className={styles.stack}>
          <ChoiceSetting
            path="settings.policy.goneFromDirectory"
            question="When the entry of a linked person is gone"
            choices={goneChoices(policy.holdDays)}
            details={{ hold: <NumberSetting path="settings.policy.holdDays" unit="days" /> }}
          />
          <ChoiceSetting
            path="settings.policy.leftScope"
            question="When the entry is still there, but outside the search bases or the filter"
            choices={leftChoices}
          />
        </div>
      ) : (
        <ChoiceSetting
          path="settings.policy.missingEntry"
          question="When the entry of a linked person or group is gone"
          choices={missingEntryChoices}
        />
      )}
    </Section>
  )
}
