import { Section } from '../../components/section.tsx'
import { ChoiceSetting } from '../../settings-form/choice-setting.tsx'
import { useSettings } from '../../settings-form/settings-context.ts'
import { flowOf } from './flow.ts'

const choices = [
  { value: 'off', label: 'Do not manage', consequence: 'Passwords are no business of Bindery.' },
  {
    value: 'push_on_set',
    label: 'Push on set',
    consequence:
      'A password that is set on a person’s page goes to their entry at once, over an encrypted connection, and is kept nowhere. A user of Active Directory who waits for a password is then enabled.',
  },
] as const

/** Whether passwords go to the directory; only where anything is written there. */
export function PasswordsSection() {
  const { direction } = useSettings().current.settings.policy
  if (!flowOf(direction).toDirectory) return null
  return (
    <Section title="Passwords" sentence="Passwords cannot be read from a directory, only set.">
      <ChoiceSetting
        path="settings.policy.passwords"
        question="When a password is set here"
        choices={choices}
      />
    </Section>
  )
}
