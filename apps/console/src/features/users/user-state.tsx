import type { UserView } from '@bindery/contract'
import { Text } from '@mantine/core'
import { Glyph } from '../../components/glyph.tsx'

/** Whether a user can come in, in glyph and word. */
export function UserState({ user }: { user: UserView }) {
  const [sign, word] = stateOf(user)
  const isUsual = word === 'active'
  return (
    <Text size="sm" component="span" c={isUsual ? 'dimmed' : 'inherit'} fw={isUsual ? 400 : 600}>
      <Glyph sign={sign} /> {word}
    </Text>
  )
}

function stateOf({ disabled, origin, hasPassword, invitedUntil }: UserView): readonly [string, string] {
  if (disabled) return ['⏸', 'disabled']
  if (origin !== 'local' || hasPassword) return ['✓', 'active']
  return invitedUntil === null ? ['✕', 'invitation ended'] : ['…', 'invited']
}
