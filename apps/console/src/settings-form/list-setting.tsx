import { TextInput } from '@mantine/core'
import type { FieldPathByValue } from 'react-hook-form'
import type { FormValues } from './form-values.ts'
import styles from './fields.module.css'
import { RowsSetting } from './rows-setting.tsx'
import { useSetting } from './use-setting.ts'

interface Props {
  path: FieldPathByValue<FormValues, string[]>
  /** "address": what one row is. */
  what: string
  placeholder: string
  /** Keep one empty row, for lists that must not be empty. */
  atLeastOne?: boolean
}

/** Texts in order, one a row. */
export function ListSetting({ path, what, placeholder, atLeastOne = false }: Props) {
  const { field, input, errorAt } = useSetting(path)
  const values = field.value as readonly string[]
  return (
    <RowsSetting
      input={input}
      what={what}
      rows={values.length === 0 && atLeastOne ? [''] : values}
      blank=""
      keepsOne={atLeastOne}
      onChange={(rows) => field.onChange(rows.length === 1 && rows[0] === '' && atLeastOne ? [] : rows)}
    >
      {(value, index, change) => (
        <TextInput
          id={`${path}.${index}`}
          className={styles.grow ?? ''}
          classNames={{ input: styles.mono ?? '' }}
          aria-label={`${input.label} ${index + 1}`}
          placeholder={placeholder}
          spellCheck={false}
          value={value}
          error={errorAt(`${path}.${index}`) ?? (values.length === 0 ? input.error : undefined)}
          onBlur={field.onBlur}
          onChange={(event) => change(event.currentTarget.value)}
        />
      )}
    </RowsSetting>
  )
}
