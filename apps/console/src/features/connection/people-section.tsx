import { Section } from '../../components/section.tsx'
import { BasesSetting } from '../../settings-form/bases-setting.tsx'
import styles from '../../settings-form/fields.module.css'
import { NameSetting } from '../../settings-form/name-setting.tsx'
import { TagsSetting } from '../../settings-form/tags-setting.tsx'
import { TextSetting } from '../../settings-form/text-setting.tsx'
import type { SchemaNames } from '../../settings-form/use-schema-names.ts'

/** Which entries are people. */
export function PeopleSection({ names }: { names: SchemaNames }) {
  return (
    <Section title="People" sentence="Which entries are people, and how they are named.">
      <div className={styles.stack}>
        <BasesSetting path="settings.people.bases" options={names.contexts} />
        <NameSetting path="settings.people.objectClass" options={names.structural} />
        <TagsSetting path="settings.people.additionalObjectClasses" options={names.auxiliary} />
        <TextSetting path="settings.people.extraFilter" placeholder="(!(employeeType=service))" />
        <div className={styles.pair}>
          <NameSetting path="settings.people.usernameAttribute" options={names.attributes} />
          <NameSetting path="settings.people.rdnAttribute" options={names.attributes} />
        </div>
        <TextSetting path="settings.people.newEntriesUnder" />
        <NameSetting path="settings.people.memberOfAttribute" options={names.attributes} />
      </div>
    </Section>
  )
}
