import { Section } from '../../components/section.tsx'
import { BasesSetting } from '../../settings-form/bases-setting.tsx'
import styles from '../../settings-form/fields.module.css'
import { NameSetting } from '../../settings-form/name-setting.tsx'
import { TextSetting } from '../../settings-form/text-setting.tsx'
import type { SchemaNames } from '../../settings-form/use-schema-names.ts'

/** Which entries are groups, and where their members stand. */
export function GroupsSection({ names }: { names: SchemaNames }) {
  return (
    <Section title="Groups" sentence="Which entries are groups, and where they keep their members.">
      <div className={styles.stack}>
        <BasesSetting path="settings.groups.bases" options={names.contexts} />
        <NameSetting path="settings.groups.objectClass" options={names.structural} />
        <div className={styles.pair}>
          <NameSetting path="settings.groups.nameAttribute" options={names.attributes} />
          <NameSetting path="settings.groups.memberAttribute" options={names.attributes} />
        </div>
        <TextSetting path="settings.groups.extraFilter" />
        <TextSetting path="settings.groups.newEntriesUnder" />
        <TextSetting path="settings.groups.placeholderMember" />
      </div>
    </Section>
  )
}
