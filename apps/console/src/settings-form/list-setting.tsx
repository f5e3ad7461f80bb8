import { ActionIcon, Button, Input, TextInput } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import type { FieldPathByValue } from 'react-hook-form'
import type { FormValues } from './form-values.ts'
import styles from './fields.module.css'
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
  const { error, ...texts } = input
  const values = field.value as readonly string[]
  const rows = values.length === 0 && atLeastOne ? [''] : values
  const set = (next: readonly string[]) => field.onChange(next.length === 1 && next[0] === '' ? [] : next)
  return (
    <Input.Wrapper
      {...texts}
      id={`${path}-list`}
      labelElement="div"
      inputWrapperOrder={['label', 'description', 'input', 'error']}
      error={values.length === 0 ? error : undefined}
    >
      <div className={styles.list}>
        {rows.map((value, index) => (
          <div key={index} className={styles.row}>
            <TextInput
              id={`${path}.${index}`}
              className={styles.grow ?? ''}
              classNames={{ input: styles.mono ?? '' }}
              aria-label={`${texts.label} ${index + 1}`}
              placeholder={placeholder}
              spellCheck={false}
              value={value}
              error={errorAt(`${path}.${index}`)}
              onBlur={field.onBlur}
              onChange={(event) => set(rows.with(index, event.currentTarget.value))}
            />
            {rows.length > 1 || !atLeastOne ? (
              <ActionIcon
                size={36}
                variant="subtle"
                color="gray"
                aria-label={`Remove ${what} ${index + 1}`}
                onClick={() => set(rows.toSpliced(index, 1))}
              >
                <IconTrash size={16} />
              </ActionIcon>
            ) : null}
          </div>
        ))}
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPlus size={14} />}
          onClick={() => field.onChange([...rows, ''])}
        >
          Add {what}
        </Button>
      </div>
    </Input.Wrapper>
  )
}
