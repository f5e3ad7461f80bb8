import { checkCron, nextCron, type Schedule } from '@bindery/contract'
import { Text } from '@mantine/core'
import { useState } from 'react'
import { Section } from '../../components/section.tsx'
import { ChoiceSetting } from '../../settings-form/choice-setting.tsx'
import styles from '../../settings-form/fields.module.css'
import { NumberSetting } from '../../settings-form/number-setting.tsx'
import { useSettings } from '../../settings-form/settings-context.ts'
import { TextSetting } from '../../settings-form/text-setting.tsx'

const modes: { value: Schedule['mode']; label: string; consequence: string }[] = [
  {
    value: 'off',
    label: 'Off',
    consequence: 'Nothing happens by itself. A preview is made when somebody asks for one.',
  },
  {
    value: 'interval',
    label: 'Every so many seconds',
    consequence:
      'Counted from the end of one preview to the start of the next, so they never overlap. While the directory does not answer, the time doubles up to an hour.',
  },
  {
    value: 'cron',
    label: 'At set times',
    consequence: 'A cron pattern of five fields, in UTC.',
  },
]
const applies: { value: Schedule['apply']; label: string; consequence: string }[] = [
  {
    value: 'within_guard',
    label: 'Apply what the guard lets pass',
    consequence:
      'Whatever stays within the limits of the guard, removals too, is written without anybody looking. What exceeds one, follows a change of scope, mapping or of what happens to whoever is gone, is in conflict or looks broken waits for a person.',
  },
  {
    value: 'wait',
    label: 'Always wait for a person',
    consequence: 'The preview is made and kept up to date. Nothing is written until somebody applies it.',
  },
]

/** When previews are made by themselves, and what becomes of them. */
export function ScheduleSection() {
  const { mode, cron } = useSettings().current.settings.policy.schedule
  return (
    <Section
      title="Schedule"
      sentence="Previews made by themselves, while the directory is enabled. Pause and resume them on the Overview."
    >
      <div className={styles.stack}>
        <ChoiceSetting path="settings.policy.schedule.mode" question="Preview by itself" choices={modes} />
        {mode === 'interval' ? (
          <NumberSetting path="settings.policy.schedule.seconds" unit="seconds" />
        ) : null}
        {mode === 'cron' ? (
          <div>
            <TextSetting path="settings.policy.schedule.cron" placeholder="0 2 * * *" />
            <NextTimes cron={cron} />
          </div>
        ) : null}
        {mode === 'off' ? null : (
          <ChoiceSetting path="settings.policy.schedule.apply" question="Then" choices={applies} />
        )}
      </div>
    </Section>
  )
}

const times = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })

/** The next three times of a pattern, where its reader is. */
function NextTimes({ cron }: { cron: string }) {
  const [now] = useState(() => new Date())
  if (checkCron(cron) !== '') return null
  const next: Date[] = []
  for (let at = nextCron(cron, now); at && next.length < 3; at = nextCron(cron, at)) next.push(at)
  return (
    <Text size="xs" c="dimmed" mt={4}>
      Next, in your time zone: {next.map((at) => times.format(at)).join(' · ')}
    </Text>
  )
}
