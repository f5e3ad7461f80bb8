import { ActionIcon, Button, Input } from '@mantine/core'
import { IconPlus, IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './fields.module.css'
import type { useSetting } from './use-setting.ts'

interface Props<Value> {
  input: Omit<ReturnType<typeof useSetting>['input'], 'id'> & { readonly id: string }
  /** "address": what one row is. */
  what: string
  rows: readonly Value[]
  /** What a new row holds. */
  blank: Value
  /** The only row cannot be taken away. */
  keepsOne?: boolean
  onChange: (rows: readonly Value[]) => void
  /** The inputs of one row. */
  children: (value: Value, index: number, change: (value: Value) => void) => ReactNode
}

/** Values in order, a row each, added and taken away. */
export function RowsSetting<Value>(props: Props<Value>) {
  const { input, what, rows, blank, keepsOne = false, onChange, children } = props
  const { id, label, description, required, error } = input
  return (
    <Input.Wrapper
      id={`${id}-list`}
      label={label}
      required={required}
      labelElement="div"
      error={rows.length === 0 ? error : undefined}
    >
      <div className={styles.list}>
        {rows.map((value, index) => (
          <div key={index} className={styles.row}>
            {children(value, index, (next) => onChange(rows.with(index, next)))}
            {keepsOne && rows.length === 1 ? null : (
              <ActionIcon
                size={36}
                variant="subtle"
                color="gray"
                aria-label={`Remove ${what} ${index + 1}`}
                onClick={() => onChange(rows.toSpliced(index, 1))}
              >
                <IconTrash size={16} />
              </ActionIcon>
            )}
          </div>
        ))}
        {description ? <Input.Description>{description}</Input.Description> : null}
        <Button
          size="compact-sm"
          variant="subtle"
          ml={-8}
          leftSection={<IconPlus size={14} />}
          onClick={() => onChange([...rows, blank])}
        >
          Add {what}
        </Button>
      </div>
    </Input.Wrapper>
  )
}
