import { Section } from '../../components/section.tsx'
import styles from '../../settings-form/fields.module.css'
import { useSettings } from '../../settings-form/settings-context.ts'
import { SwitchSetting } from '../../settings-form/switch-setting.tsx'
import { TextSetting } from '../../settings-form/text-setting.tsx'
import { PresetSelect } from './preset-select.tsx'

/** Name, whether plans may be applied, and the presets. `passed`: a test of what is in the form passed. */
export function DirectorySection({ passed }: { passed: boolean }) {
  const { current } = useSettings()
  const { enabled } = current
  return (
    <Section title="Directory" sentence="What it is called and whether Bindery may work with it.">
      <div className={styles.stack}>
        <TextSetting path="name" plain />
        <SwitchSetting
          path="enabled"
          disabled={!passed && !enabled}
          consequence={
            enabled
              ? 'Plans of this directory can be applied, after you have reviewed them.'
              : passed
                ? 'Plans can be previewed, not applied. Switch on to let reviewed plans be applied.'
                : 'Plans can be previewed, not applied. To switch it on, test these settings first: the test has to pass.'
          }
        />
        <PresetSelect />
      </div>
    </Section>
  )
}
