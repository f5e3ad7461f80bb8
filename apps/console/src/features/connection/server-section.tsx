import type { Connection } from '@bindery/contract'
import { Section } from '../../components/section.tsx'
import { ChoiceSetting } from '../../settings-form/choice-setting.tsx'
import styles from '../../settings-form/fields.module.css'
import { ListSetting } from '../../settings-form/list-setting.tsx'
import { SecretSetting } from '../../settings-form/secret-setting.tsx'
import { useSettings } from '../../settings-form/settings-context.ts'
import { SwitchSetting } from '../../settings-form/switch-setting.tsx'
import { LongTextSetting, TextSetting } from '../../settings-form/text-setting.tsx'
import { wordTransport } from './word-transport.ts'

const kinds: { value: Connection['activeDirectory']; label: string; consequence: string }[] = [
  {
    value: 'auto',
    label: 'As the server says',
    consequence: 'Its root DSE tells, and the test shows what it told. Right for nearly every server.',
  },
  {
    value: 'yes',
    label: 'Yes',
    consequence:
      'Passwords, account status and groups are handled as in Active Directory, whatever the server says.',
  },
  {
    value: 'no',
    label: 'No',
    consequence: 'It is handled as any other LDAP server, whatever it says.',
  },
]

/** Addresses, encryption and whom to trust. */
export function ServerSection() {
  const { urls, startTls, verifyTls } = useSettings().current.settings.connection
  const { startTlsWords, verifyWords } = wordTransport({ urls, startTls, verifyTls })
  return (
    <Section title="Server" sentence="Where it listens and how the connection is protected.">
      <div className={styles.stack}>
        <ListSetting
          path="settings.connection.urls"
          what="address"
          placeholder="ldaps://ldap.example.org"
          atLeastOne
        />
        <SwitchSetting path="settings.connection.startTls" consequence={startTlsWords} />
        <SwitchSetting path="settings.connection.verifyTls" consequence={verifyWords} />
        <LongTextSetting
          path="settings.connection.caBundle"
          placeholder={'-----BEGIN CERTIFICATE-----\n…\n-----END CERTIFICATE-----'}
        />
        <TextSetting path="settings.connection.pinnedCertificate" placeholder="4F:9A:…" />
        <LongTextSetting path="settings.connection.clientCertificate" />
        <SecretSetting name="clientKey" multiline />
        <ChoiceSetting
          path="settings.connection.activeDirectory"
          question="Server is Active Directory"
          choices={kinds}
        />
      </div>
    </Section>
  )
}
