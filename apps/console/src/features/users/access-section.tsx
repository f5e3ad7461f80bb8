import type { UserView } from '@bindery/contract'
import { Button, Text } from '@mantine/core'
import { useState } from 'react'
import { Section } from '../../components/section.tsx'
import styles from './access-section.module.css'
import { DeleteUser } from './delete-user.tsx'
import { DisableUser } from './disable-user.tsx'
import { ResetPassword } from './reset-password.tsx'

/** What ends, or brings back, somebody's way in. */
export function AccessSection({ user }: { user: UserView }) {
  const [asks, setAsks] = useState<'disable' | 'reset' | 'delete'>()
  const close = () => setAsks(undefined)
  if (user.isLastAdmin) return null
  const { disabled, origin, hasPassword } = user
  return (
    <Section title="Access" layout="aside" sentence="What ends their way in, or opens it again.">
      {origin === 'local' && !disabled ? (
        <Way
          words={
            hasPassword
              ? 'They choose another password by a link; the old one and their sessions end at once.'
              : 'They have no password yet. A new link takes the place of the one before.'
          }
          label={hasPassword ? 'Reset the password…' : 'Invite again…'}
          onClick={() => setAsks('reset')}
        />
      ) : null}
      <Way
        words={
          disabled
            ? 'They cannot sign in, and their tokens do nothing. Enabled, both work again.'
            : 'Disabled, they cannot sign in, and their tokens do nothing. Nothing is deleted.'
        }
        label={disabled ? 'Enable…' : 'Disable…'}
        onClick={() => setAsks('disable')}
      />
      <Way
        words="They and their tokens are deleted. What they did stays in the audit log."
        label="Delete…"
        onClick={() => setAsks('delete')}
      />
      {asks === 'reset' ? <ResetPassword user={user} onClose={close} /> : null}
      {asks === 'disable' ? <DisableUser user={user} onClose={close} /> : null}
      {asks === 'delete' ? <DeleteUser user={user} onClose={close} /> : null}
    </Section>
  )
}

function Way({ words, label, onClick }: { words: string; label: string; onClick: () => void }) {
  return (
    <div className={styles.way}>
      <Text size="sm">{words}</Text>
      <Button variant="default" flex="none" onClick={onClick}>
        {label}
      </Button>
    </div>
  )
}
