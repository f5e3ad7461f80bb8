import { Section } from '../../components/section.tsx'
import { ListSetting } from '../../settings-form/list-setting.tsx'

/** Entries that a sync may never take away. */
export function ProtectedSection() {
  return (
    <Section
      title="Protected"
      sentence="The bind account is always protected. List more: the way back in, service accounts, the admins’ group. A listed group protects whoever is in it, and a sync takes nobody out of it whom nothing else protects."
    >
      <ListSetting
        path="settings.policy.protectedDns"
        what="DN"
        placeholder="uid=admin,ou=people,dc=example,dc=org"
      />
    </Section>
  )
}
