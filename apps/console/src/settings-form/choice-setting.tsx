import { Radio, Stack } from '@mantine/core'
import type { ReactNode } from 'react'
import type { FieldPathByValue } from 'react-hook-form'
import type { FormValues } from './form-values.ts'
import styles from './fields.module.css'
import { useSetting } from './use-setting.ts'

interface Props<Value extends string> {
  path: FieldPathByValue<FormValues, Value>
  /** The question that the choices answer. */
  question: string
  choices: readonly { value: Value; label: string; consequence: string }[]
  /** What else a choice asks for, below it while it is chosen. */
  details?: Partial<Record<Value, ReactNode>>
}

/** One of a few, each with what it means. */
export function ChoiceSetting<Value extends string>({ path, question, choices, details }: Props<Value>) {
  const { field, input } = useSetting(path)
  return (
    <Radio.Group
      label={question}
      error={input.error}
      value={typeof field.value === 'string' ? field.value : null}
      onChange={field.onChange}
      name={path}
      classNames={{ label: styles.question ?? '' }}
    >
      <Stack gap={8} mt={8}>
        {choices.map(({ value, label, consequence }, index) => (
          <div key={value}>
            <Radio
              id={index === 0 ? path : `${path}-${value}`}
              value={value}
              label={label}
              description={consequence}
              onBlur={field.onBlur}
            />
            {details?.[value] && field.value === value ? (
              <div className={styles.detail}>{details[value]}</div>
            ) : null}
          </div>
        ))}
      </Stack>
    </Radio.Group>
  )
}
