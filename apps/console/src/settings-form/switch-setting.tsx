import { Switch } from '@mantine/core'
import type { FieldPathByValue } from 'react-hook-form'
import type { FormValues } from './form-values.ts'
import { useSetting } from './use-setting.ts'

interface Props {
  path: FieldPathByValue<FormValues, boolean>
  /** What it means as it is now. */
  consequence: string
  disabled?: boolean
}

/** An on/off setting that says its consequence in a sentence that changes with it. */
export function SwitchSetting({ path, consequence, disabled = false }: Props) {
  const { field, input } = useSetting(path)
  const { value, ...rest } = field
  return (
    <Switch
      {...rest}
      id={input.id}
      label={input.label}
      description={consequence}
      error={input.error}
      checked={value}
      disabled={disabled}
    />
  )
}
