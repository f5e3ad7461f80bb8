import { PasswordInput, type PasswordInputProps } from '@mantine/core'
import { escapeStaysHere } from './escape-stays-here.ts'

/** A password as one types it: may be pasted, filled in by a password manager, and looked at. */
export function SecretInput(props: PasswordInputProps) {
  return (
    <PasswordInput
      visibilityToggleButtonProps={{ 'aria-label': 'Show the password', tabIndex: 0, ...escapeStaysHere }}
      {...escapeStaysHere}
      {...props}
    />
  )
}
