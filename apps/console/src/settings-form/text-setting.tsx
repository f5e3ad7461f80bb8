import { Textarea, TextInput } from '@mantine/core'
import type { FieldPathByValue } from 'react-hook-form'
import type { FormValues } from './form-values.ts'
import styles from './fields.module.css'
import { useSetting } from './use-setting.ts'

interface Props {
  path: FieldPathByValue<FormValues, string>
  placeholder?: string
  /** Words in the interface's type instead of monospace, for names. */
  plain?: boolean
}

export function TextSetting({ path, placeholder = '', plain = false }: Props) {
  const { field, input } = useSetting(path)
  return (
    <TextInput
      {...input}
      {...field}
      placeholder={placeholder}
      spellCheck={false}
      autoComplete="off"
      classNames={plain ? {} : { input: styles.mono ?? '' }}
    />
  )
}

/** Text of several lines, such as PEM. */
export function LongTextSetting({ path, placeholder = '' }: Props) {
  const { field, input } = useSetting(path)
  return (
    <Textarea
      {...input}
      {...field}
      placeholder={placeholder}
      spellCheck={false}
      autosize
      minRows={2}
      maxRows={8}
      classNames={{ input: styles.mono ?? '' }}
    />
  )
}
