import type { Side } from '@bindery/contract'
import { Group, Text } from '@mantine/core'
import { IconSitemap, IconUsers } from '@tabler/icons-react'

export const sideWords: Record<Side, string> = { accounts: 'Accounts', directory: 'Directory' }

/** The name of a side, with its sign. */
export function SideName({ side }: { side: Side }) {
  const Icon = side === 'accounts' ? IconUsers : IconSitemap
  return (
    <Group component="span" gap={6} wrap="nowrap" display="inline-flex">
      <Icon size={15} stroke={1.75} aria-hidden="true" />
      <Text span inherit>
        {sideWords[side]}
      </Text>
    </Group>
  )
}
