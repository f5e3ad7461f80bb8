import type { Session } from '@bindery/contract'
import { Badge, Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { SessionWords } from '../../access/session-words.tsx'
import { wordAgent } from '../../access/word-agent.ts'
import { call } from '../../api/call.ts'
import { query } from '../../api/query.ts'
import { announce } from '../../components/announce.tsx'
import { countWords } from '../../components/count-words.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Loaded } from '../../components/loaded.tsx'
import { Section } from '../../components/section.tsx'
import styles from './sessions-section.module.css'

/** Where one is signed in, and the way to end it there. */
export function SessionsSection() {
  const sessions = useQuery(query('listSessions', {}))
  const end = useEndSessions()
  const others = (sessions.data?.items ?? []).filter(({ current }) => !current)
  return (
    <Section
      title="Sessions"
      sentence="Where you are signed in. End what you do not know, then change your password."
    >
      {end.error ? <ErrorNotice error={end.error} /> : null}
      <Loaded query={sessions} lines={3}>
        {({ items }) => (
          <ul className={styles.sessions}>
            {items.map((session) => (
              <SessionRow
                key={session.id}
                session={session}
                ending={end.isPending}
                onEnd={() => end.mutate([session])}
              />
            ))}
          </ul>
        )}
      </Loaded>
      {others.length > 1 ? (
        <Button mt="sm" variant="default" disabled={end.isPending} onClick={() => end.mutate(others)}>
          End all {others.length.toLocaleString('en')} others
        </Button>
      ) : null}
    </Section>
  )
}

interface RowProps {
  session: Session
  ending: boolean
  onEnd: () => void
}

function SessionRow({ session, ending, onEnd }: RowProps) {
  const { agent, address, current } = session
  const name = wordAgent(agent)
  return (
    <li className={styles.session}>
      <div className={styles.words}>
        <SessionWords session={session} />
      </div>
      {current ? (
        <Badge flex="none" variant="default" size="lg" tt="none" fw={500}>
          This one
        </Badge>
      ) : (
        <Button
          size="compact-sm"
          variant="default"
          flex="none"
          aria-label={`End the session in ${name} from ${address}`}
          disabled={ending}
          onClick={onEnd}
        >
          End
        </Button>
      )}
    </li>
  )
}

function useEndSessions() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: async (sessions: readonly Session[]) => {
      for (const { id } of sessions) await call('revokeSession', { params: { id } })
    },
    onSuccess: (_, { length }) => announce(`${countWords(length, 'session')} ended.`),
    onSettled: () => client.invalidateQueries({ queryKey: ['listSessions'] }),
  })
}
