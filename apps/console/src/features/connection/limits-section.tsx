import { Section } from '../../components/section.tsx'
import styles from '../../settings-form/fields.module.css'
import { NameSetting } from '../../settings-form/name-setting.tsx'
import { NumberSetting } from '../../settings-form/number-setting.tsx'
import type { SchemaNames } from '../../settings-form/use-schema-names.ts'

/** Sizes and times, and the stable id where the test cannot find one. */
export function LimitsSection({ names }: { names: SchemaNames }) {
  return (
    <Section
      title="Reading"
      sentence="How much at a time and how long to wait. The defaults suit most servers."
    >
      <div className={styles.stack}>
        <NumberSetting path="settings.connection.pageSize" unit="entries" />
        <div className={styles.pair}>
          <NumberSetting path="settings.connection.connectTimeoutSeconds" unit="seconds" />
          <NumberSetting path="settings.connection.operationTimeoutSeconds" unit="seconds" />
        </div>
        <NameSetting path="settings.connection.stableIdAttribute" options={names.attributes} emptyIsNull />
      </div>
    </Section>
  )
}
