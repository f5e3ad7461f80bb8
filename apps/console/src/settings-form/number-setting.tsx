import { NumberInput, Text } from '@mantine/core'
import type { FieldPath } from 'react-hook-form'
import type { FormValues } from './form-values.ts'
import { useSetting } from './use-setting.ts'

interface Props {
  path: FieldPath<FormValues>
  unit: string
  /** Instead of the label of the document's field, where one field has two numbers. */
  label?: string
}

/** A number with its unit in the field. An emptied field stays empty and is refused in words. */
export function NumberSetting({ path, unit, label }: Props) {
  const { field, input } = useSetting(path)
  const { value, onChange, ...rest } = field
  return (
    <NumberInput
      {...input}
      {...(label ? { label, description: undefined } : {})}
      {...rest}
      value={typeof value === 'number' ? value : ''}
      onChange={onChange}
      hideControls
      thousandSeparator=","
      rightSectionWidth={72}
      rightSectionPointerEvents="none"
      rightSection={
        <Text size="sm" c="dimmed" w="100%" ta="right" pr="sm">
          {unit}
        </Text>
      }
    />
  )
}
