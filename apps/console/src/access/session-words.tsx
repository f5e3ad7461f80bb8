import type { Session } from '@bindery/contract'
import { Text } from '@mantine/core'
import { RelativeTime } from '../components/relative-time.tsx'
import { wordAgent } from './word-agent.ts'

/** In which browser a session is, from where and since when. */
export function SessionWords({ session }: { session: Session }) {
  const { agent, address, seenAt, createdAt, current } = session
  return (
    <>
      <Text size="sm" fw={600} title={agent}>
        {wordAgent(agent)}
      </Text>
      <Text size="sm" c="dimmed">
        From {address}, signed in <RelativeTime at={createdAt} />
        {current ? null : (
          <>
            , last used <RelativeTime at={seenAt} />
          </>
        )}
      </Text>
    </>
  )
}
