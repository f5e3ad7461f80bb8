import { Text } from '@mantine/core'
import { roleFor, roleWords } from '../../access/role-words.ts'
import { useMay } from '../../access/signed-in.ts'
import { FieldLink } from '../../settings-form/field-link.tsx'

/** Why nothing of a directory that is switched off is applied, and where it is switched on. */
export function SwitchedOff({ id }: { id: string }) {
  const maySwitch = useMay('settings')
  return (
    <Text size="sm" id={id}>
      The directory is switched off, so nothing is written.{' '}
      {maySwitch ? (
        <>
          Switch it on in <FieldLink path="enabled">Connection</FieldLink>, then apply.
        </>
      ) : (
        `Switching it on takes the role ${roleWords[roleFor('settings')]}.`
      )}
    </Text>
  )
}
