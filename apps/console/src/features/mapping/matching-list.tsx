import { personAttributes } from '@bindery/contract'
import { Code, List, Text } from '@mantine/core'
import { Section } from '../../components/section.tsx'
import { useSettings } from '../../settings-form/settings-context.ts'

/** The matching rules in their order, and what they may never do. */
export function MatchingList() {
  const { matching } = useSettings().current.settings.mapping
  return (
    <Section
      title="Matching"
      sentence="How an entry and an account are found to be the same person when both are seen for the first time. Strongest first."
    >
      <List id="settings.mapping.matching" tabIndex={-1} type="ordered" size="sm" spacing={4}>
        {matching.map(({ local, remote }) => (
          <List.Item key={local}>
            {personAttributes[local].label} equals <Code>{remote}</Code>
            {local === 'username' ? ' – never alone: only when another key agrees too' : ''}
          </List.Item>
        ))}
      </List>
      <Text size="sm" c="dimmed" mt="sm" maw={720}>
        A match must be one to one. If a stronger key is set on both sides and differs, or several people fit,
        it becomes a conflict in the preview: Bindery never guesses. Once linked, people are known by their
        stable id, whatever is renamed.
      </Text>
    </Section>
  )
}
