import { accountStates, accountStateWords, type SamplePerson } from '@bindery/contract'
import { Text } from '@mantine/core'
import { useState } from 'react'
import { Glyph } from './glyph.tsx'

/** Whether a person of Active Directory may sign in there, and what keeps them from it; nothing elsewhere. */
export function SignInState({ person: { attributes } }: { person: Pick<SamplePerson, 'attributes'> }) {
  const [now] = useState(() => new Date())
  const valueOf = (wanted: string) =>
    attributes.find(({ name }) => name.toLowerCase() === wanted.toLowerCase())?.values[0]
  const states = accountStates(valueOf, now)
  if (states === null) return null
  return (
    <Text size="sm" fw={states.length === 0 ? 400 : 600}>
      <Glyph sign={states.length === 0 ? '✓' : '⏸'} /> In the directory:{' '}
      {states.length === 0 ? 'may sign in' : states.map((state) => accountStateWords[state]).join(', ')}
    </Text>
  )
}
