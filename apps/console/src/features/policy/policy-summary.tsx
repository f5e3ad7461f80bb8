import { List, Text, Title } from '@mantine/core'
import { TextLink } from '../../components/links.tsx'
import { useSettings } from '../../settings-form/settings-context.ts'
import { summarize } from './summarize.ts'
import styles from './policy-summary.module.css'

/** The choices as one short text that changes with them. */
export function PolicySummary() {
  const { settings } = useSettings().current
  return (
    <section className={styles.summary} aria-labelledby="summary-title">
      <Title order={2} id="summary-title" mb="xs">
        What this amounts to
      </Title>
      <List size="sm" spacing={6}>
        {summarize(settings).map((sentence) => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
      <Text size="sm" c="dimmed" mt="md">
        Saving itself writes nothing
        {settings.policy.schedule.mode === 'off' ? '' : ', but the next scheduled preview goes by it'}. See it
        on real entries with a{' '}
        <TextLink to="/sync" inherit>
          preview
        </TextLink>
        .
      </Text>
    </section>
  )
}
