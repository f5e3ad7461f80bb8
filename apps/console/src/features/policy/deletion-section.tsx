import { Section } from '../../components/section.tsx'
import { ChoiceSetting } from '../../settings-form/choice-setting.tsx'
import { useSettings } from '../../settings-form/settings-context.ts'
import { TextSetting } from '../../settings-form/text-setting.tsx'
import { deletedChoices, missingAccountChoices } from './absence-choices.ts'
import { flowOf } from './flow.ts'

/** What happens to the entry of a person or group that somebody deleted here. */
export function DeletionSection() {
  const { settings } = useSettings().current
  return (
    <Section
      title="Deleted from accounts"
      sentence="When somebody deletes a linked person or group here, and the entry is still there."
    >
      {flowOf(settings.policy.direction).toDirectory ? (
        <ChoiceSetting
          path="settings.policy.goneFromAccounts"
          question="What becomes of the entry?"
          choices={deletedChoices(settings)}
          details={{
            move: <TextSetting path="settings.policy.moveGoneTo" placeholder="ou=former,dc=example,dc=org" />,
          }}
        />
      ) : (
        <ChoiceSetting
          path="settings.policy.missingAccount"
          question="The directory leads: what becomes of the account?"
          choices={missingAccountChoices}
        />
      )}
    </Section>
  )
}
