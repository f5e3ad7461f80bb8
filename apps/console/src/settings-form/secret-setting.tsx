import type { SecretName } from '@bindery/contract'
import { SecretField } from '../components/secret-field.tsx'
import { needsSecretAgain } from './secret-again.ts'
import { useSettings } from './settings-context.ts'
import { useSetting } from './use-setting.ts'

interface Props {
  name: SecretName
  required?: boolean
  multiline?: boolean
}

/** A secret of the directory. One that is stored is asked again when the target it goes to changes (S40). */
export function SecretSetting({ name, required = false, multiline = false }: Props) {
  const { directory, saved, current } = useSettings()
  const { field, input, errorAt } = useSetting(`secrets.${name}`)
  const stored = directory?.secrets[name] ?? { configured: false, changedAt: null }
  const again = stored.configured && name === 'bindPassword' && needsSecretAgain(saved, current)
  return (
    <SecretField
      id={input.id}
      label={input.label}
      help={input.description}
      stored={stored}
      value={field.value}
      onChange={field.onChange}
      askAgain={
        again
          ? 'The server, its trust or the bind DN changed: enter the password again, so that it goes nowhere else.'
          : ''
      }
      // What is wrong with a secret that is to be set is told of its text.
      error={input.error ?? errorAt(`secrets.${name}.set`)}
      required={required}
      multiline={multiline}
    />
  )
}
