import type { TokenView } from '@bindery/contract'
import { Button, Text } from '@mantine/core'
import { Glyph } from '../../components/glyph.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { listPermissions } from './permission-words.ts'
import styles from './tokens.module.css'

/** One token: what it may do, until when, who made it and who uses it. */
export function TokenLine({ token, onRevoke }: { token: TokenView; onRevoke: () => void }) {
  const { name, permissions, allowed, madeBy, createdAt, lastUsedAt, lastUsedAddress, state } = token
  const isCut = state === 'working' && allowed.length < permissions.length
  return (
    <li className={styles.token}>
      <div className={styles.words}>
        <Text size="sm" fw={600}>
          {name}
        </Text>
        <Text size="sm">
          May {listPermissions(permissions)}
          {isCut
            ? `, but for now only ${listPermissions(allowed)}, as ${madeBy.username} may do no more`
            : ''}
        </Text>
        <Text size="sm" c="dimmed">
          Made by {madeBy.username} <RelativeTime at={createdAt} />,{' '}
          {lastUsedAt === null ? (
            'never used'
          ) : (
            <>
              last used <RelativeTime at={lastUsedAt} /> from {lastUsedAddress}
            </>
          )}
        </Text>
      </div>
      <Text size="sm" fw={state === 'working' ? 400 : 600} className={styles.state}>
        <TokenState token={token} />
      </Text>
      <Button size="compact-sm" variant="default" aria-label={`Revoke ${name}`} onClick={onRevoke}>
        Revoke…
      </Button>
    </li>
  )
}

function TokenState({ token: { state, expiresAt, madeBy } }: { token: TokenView }) {
  if (state === 'stopped')
    return (
      <>
        <Glyph sign="⏸" /> stopped: {madeBy.username} may do none of this, or has not signed in for a month
      </>
    )
  return (
    <>
      {state === 'expired' ? (
        <>
          <Glyph sign="✕" /> expired{' '}
        </>
      ) : (
        'expires '
      )}
      <RelativeTime at={expiresAt} />
    </>
  )
}
