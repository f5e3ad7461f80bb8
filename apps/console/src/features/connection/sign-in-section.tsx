import { Section } from '../../components/section.tsx'
import styles from '../../settings-form/fields.module.css'
import { SecretSetting } from '../../settings-form/secret-setting.tsx'
import { useSettings } from '../../settings-form/settings-context.ts'
import { TextSetting } from '../../settings-form/text-setting.tsx'

/** As whom Bindery reads and writes. */
export function SignInSection() {
  const { bindDn } = useSettings().current.settings.connection
  return (
    <Section
      title="Bind account"
      sentence="Bindery sees and may change what this account may. An account of its own, with no more rights than needed, is best."
    >
      <div className={styles.stack}>
        <TextSetting path="settings.connection.bindDn" placeholder="cn=bindery,dc=example,dc=org" />
        {bindDn === '' ? null : <SecretSetting name="bindPassword" required />}
      </div>
    </Section>
  )
}
