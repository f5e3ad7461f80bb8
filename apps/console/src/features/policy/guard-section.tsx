import { guardKinds } from '@bindery/contract'
import { Text } from '@mantine/core'
import { Section } from '../../components/section.tsx'
import { fieldText } from '../../settings-form/field-texts.ts'
import { NumberSetting } from '../../settings-form/number-setting.tsx'
import styles from './guard-section.module.css'

/** How much of what hurts may pass without a person's approval. */
export function GuardSection() {
  return (
    <Section
      title="Guard"
      sentence="More than this, on one side, in one plan or within 24 hours, waits until a person approves exactly that plan. The larger of count and share is the limit; 0 and 0 % means: always ask."
    >
      <div className={styles.list}>
        {guardKinds.map((kind) => {
          const { label, help } = fieldText(`settings.policy.guard.${kind}`)
          return (
            <fieldset key={kind} className={styles.limit}>
              <legend>{label}</legend>
              <Text size="xs" c="dimmed" className={styles.help}>
                {help}
              </Text>
              <div className={styles.numbers}>
                <NumberSetting path={`settings.policy.guard.${kind}.count`} label="Count" unit="changes" />
                <NumberSetting path={`settings.policy.guard.${kind}.percent`} label="Share" unit="%" />
              </div>
            </fieldset>
          )
        })}
      </div>
    </Section>
  )
}
