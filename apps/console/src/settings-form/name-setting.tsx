import { Autocomplete } from '@mantine/core'
import type { FieldPathByValue } from 'react-hook-form'
import type { FormValues } from './form-values.ts'
import styles from './fields.module.css'
import { useSetting } from './use-setting.ts'

interface Props {
  path: FieldPathByValue<FormValues, string | null>
  /** What the server's schema knows; other text is allowed. */
  options: readonly string[]
  /** An empty field means null: "found by the test". */
  emptyIsNull?: boolean
}

/** A name that the server's schema may complete. */
export function NameSetting({ path, options, emptyIsNull = false }: Props) {
  const { field, input } = useSetting(path)
  const { value, onChange, ...rest } = field
  return (
    <Autocomplete
      {...input}
      {...rest}
      value={value ?? ''}
      onChange={(text) => onChange(emptyIsNull && text === '' ? null : text)}
      data={[...options]}
      limit={40}
      spellCheck={false}
      classNames={{ input: styles.mono ?? '' }}
    />
  )
}
