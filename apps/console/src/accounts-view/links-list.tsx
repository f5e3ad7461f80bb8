import type { Person } from '@bindery/contract'
import { Text } from '@mantine/core'
import { CopyText, DnText } from '../components/copy-text.tsx'
import { RelativeTime } from '../components/relative-time.tsx'
import { linkStateWords } from './badge-words.ts'
import { Facts } from './facts.tsx'

/** The entries an account is or was paired with. */
export function LinksList({ links }: { links: Person['links'] }) {
  if (links.length === 0)
    return (
      <Text size="sm" c="dimmed">
        No directory knows it. The next sync may create it there or match it, as the policy says.
      </Text>
    )
  return links.map((link) => (
    <Facts
      key={`${link.directoryId} ${link.stableId}`}
      facts={[
        ['Directory', link.directoryName],
        [
          'State',
          <>
            {linkStateWords[link.state]}, since <RelativeTime key="since" at={link.since} />
          </>,
        ],
        ['DN', <DnText key="dn" dn={link.dn} max={96} />],
        ['Stable id', <CopyText key="id" value={link.stableId} what="stable id" />],
      ]}
    />
  ))
}
