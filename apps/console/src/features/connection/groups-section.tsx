import type { GroupsScope } from '@bindery/contract'
import { Section } from '../../components/section.tsx'
import { BasesSetting } from '../../settings-form/bases-setting.tsx'
import { ChoiceSetting } from '../../settings-form/choice-setting.tsx'
import styles from '../../settings-form/fields.module.css'
import { NameSetting } from '../../settings-form/name-setting.tsx'
import { TextSetting } from '../../settings-form/text-setting.tsx'
import type { SchemaNames } from '../../settings-form/use-schema-names.ts'

const nested: { value: GroupsScope['nested']; label: string; consequence: string }[] = [
  {
    value: 'flatten',
    label: 'Flatten',
    consequence:
      'Whoever is in a member group, at any depth, is in the group here as well. People are taken out where they were put in: someone who is in through a member group cannot be removed from here.',
  },
  {
    value: 'keep',
    label: 'Keep',
    consequence:
      'The group has here only the people it names itself. Member groups stay in the directory as they are, and the preview counts them.',
  },
  {
    value: 'ignore',
    label: 'Ignore',
    consequence: 'Member groups are like any other value that is nobody here: kept and counted as unmanaged.',
  },
]

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
        <ChoiceSetting
          path="settings.groups.nested"
          question="What of groups that are members of groups?"
          choices={nested}
        />
        <TextSetting path="settings.groups.extraFilter" />
        <TextSetting path="settings.groups.newEntriesUnder" />
        <TextSetting path="settings.groups.placeholderMember" />
      </div>
    </Section>
  )
}
