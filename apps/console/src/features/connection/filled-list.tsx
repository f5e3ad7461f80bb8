import { Code, List, Text } from '@mantine/core'
import type { Filled } from './use-preset.ts'

/** What a preset filled, field by field. */
export function FilledList({ filled: { changes, withoutDomain } }: { filled: Filled }) {
  return (
    <Text size="sm" component="div" mt="xs">
      {changes.length === 0 ? 'Nothing to fill: all of it was so already.' : 'Filled, not saved yet:'}
      <List size="sm" listStyleType="none">
        {changes.map(({ key, label, after }) => (
          <List.Item key={key}>
            {label} → <Code>{after}</Code>
          </List.Item>
        ))}
      </List>
      {withoutDomain
        ? 'The search bases are as they were: test the connection first, then fill in again, and the server tells its domain.'
        : null}
    </Text>
  )
}
