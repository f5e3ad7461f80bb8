import { Text } from '@mantine/core'
import { Section } from '../../components/section.tsx'

const words = {
  directory:
    'You sign in with the username and password of the directory. Change your password there; it counts here at once. Your role follows from your groups.',
  oidc: 'You sign in with a provider. Your password and second factor belong to it: change them there. Your role follows from what it says of you.',
} as const

/** For whoever signs in with what is not Bindery's: where to change it. */
export function ElsewhereSection({ origin }: { origin: keyof typeof words }) {
  return (
    <Section layout="aside" title="Password and second factor" sentence="They are kept elsewhere.">
      <Text size="sm">{words[origin]}</Text>
    </Section>
  )
}
