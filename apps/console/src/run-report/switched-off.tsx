import { Text } from '@mantine/core'
import { roleFor, roleWords } from '../access/role-words.ts'
import { useMay } from '../access/signed-in.ts'
import { FieldLink } from '../settings-form/field-link.tsx'

interface Props {
  id: string
  /** The step that waits. */
  step: 'apply' | 'resume'
}

/** Why nothing of a directory that is switched off is written, and where it is switched on. */
export function SwitchedOff({ id, step }: Props) {
  const maySwitch = useMay('settings')
  return (
    <Text size="sm" id={id}>
      The directory is switched off, so nothing is written.{' '}
      {maySwitch ? (
        <>
          Switch it on in <FieldLink path="enabled">Connection</FieldLink>, then {step}.
        </>
      ) : (
        `Switching it on takes the role ${roleWords[roleFor('settings')]}.`
      )}
    </Text>
  )
}
