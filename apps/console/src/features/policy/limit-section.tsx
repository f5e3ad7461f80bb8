import { Section } from '../../components/section.tsx'
import { ListSetting } from '../../settings-form/list-setting.tsx'

/** Who is synced at all, of those whom bases and filter cover. */
export function LimitSection() {
  return (
    <Section
      title="Who is synced"
      sentence="Everybody in the search bases, or only who is in certain groups. Who leaves them all leaves the scope and is never deleted for it; who joins one, there or here, is synced again."
    >
      <ListSetting path="settings.policy.limitToGroups" what="group" placeholder="staff" />
    </Section>
  )
}
