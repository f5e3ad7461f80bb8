import { TextInput } from '@mantine/core'
import type { Ref } from 'react'
import { escapeStaysHere } from './escape-stays-here.ts'

interface Props {
  ref?: Ref<HTMLInputElement>
  value: string
  onChange: (code: string) => void
  error: string | undefined
}

/** The code of an authenticator app; a recovery code does as well, so letters are let in. */
export function CodeInput({ ref, value, onChange, error }: Props) {
  return (
    <TextInput
      ref={ref ?? null}
      label="Code"
      description="Six digits from your authenticator app, or one of your recovery codes."
      name="code"
      autoComplete="one-time-code"
      autoCapitalize="none"
      spellCheck={false}
      required
      withAsterisk={false}
      maxLength={40}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
      {...escapeStaysHere}
    />
  )
}
