import { TagsInput } from '@mantine/core'
import type { FieldPathByValue } from 'react-hook-form'
import type { FormValues } from './form-values.ts'
import styles from './fields.module.css'
import { useSetting } from './use-setting.ts'

interface Props {
  path: FieldPathByValue<FormValues, string[]>
  options: readonly string[]
}

/** Several short names; order does not matter. */
export function TagsSetting({ path, options }: Props) {
  const { field, input, errorAt } = useSetting(path)
  const { value: values, ...rest } = field
  const faults = values.flatMap((_, index) => errorAt(`${path}.${index}`) ?? [])
  return (
    <TagsInput
      {...input}
      {...rest}
      error={input.error ?? faults[0]}
      value={values}
      data={[...options]}
      limit={40}
      acceptValueOnBlur
      placeholder={values.length === 0 ? 'None' : ''}
      classNames={{ input: styles.mono ?? '' }}
    />
  )
}
