import type { MappingRule, SamplePerson } from '@bindery/contract'
import { groupAttributes, personAttributes } from '@bindery/contract'
import { ActionIcon, Autocomplete, Checkbox, Select, TextInput } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { Fragment } from 'react'
import type { SchemaNames } from '../../settings-form/use-schema-names.ts'
import { authorityChoices, directionChoices, emptyChoices, whenChoices } from './rule-choices.ts'
import styles from './rules.module.css'
import { breakable, sampleValue } from './sample-value.ts'

interface Props {
  list: 'people' | 'groups'
  path: string
  rule: MappingRule
  errorAt: (path: string) => string | undefined
  names: SchemaNames
  sample: SamplePerson | null
  onChange: (rule: MappingRule) => void
  onBlur: () => void
  onRemove: () => void
}

function localChoices(list: Props['list']) {
  const table: Record<string, { label: string }> = list === 'people' ? personAttributes : groupAttributes
  return Object.entries(table).map(([value, { label }]) => ({ value, label }))
}

export function RuleRow({ list, path, rule, errorAt, names, sample, onChange, onBlur, onRemove }: Props) {
  const locals = localChoices(list)
  const name = locals.find(({ value }) => value === rule.local)?.label ?? rule.local
  const select = (
    key: 'local' | 'direction' | 'when' | 'authority' | 'ifEmpty',
    label: string,
    data: { value: string; label: string }[],
  ) => (
    <Select
      id={`${path}.${key}`}
      size="xs"
      aria-label={`${label} of ${name}`}
      allowDeselect={false}
      data={data}
      value={rule[key]}
      error={errorAt(`${path}.${key}`)}
      onBlur={onBlur}
      onChange={(value) => onChange({ ...rule, [key]: value ?? rule[key] })}
      comboboxProps={{ width: 'max-content', position: 'bottom-start' }}
    />
  )
  const shown = sample ? sampleValue(rule, sample) : undefined
  return (
    <tr>
      <td data-label="Accounts">{select('local', 'Local attribute', locals)}</td>
      <td data-label="Direction">{select('direction', 'Direction', directionChoices)}</td>
      <td data-label="Directory">
        <Autocomplete
          id={`${path}.remote`}
          size="xs"
          aria-label={`Directory attribute of ${name}`}
          classNames={{ input: styles.mono ?? '' }}
          data={[...names.attributes]}
          limit={40}
          spellCheck={false}
          value={rule.remote}
          error={errorAt(`${path}.remote`)}
          onBlur={onBlur}
          onChange={(remote) => onChange({ ...rule, remote })}
        />
      </td>
      <td data-label="When">{select('when', 'When', whenChoices)}</td>
      <td data-label="Authority">{select('authority', 'Authority', authorityChoices)}</td>
      <td data-label="If the source is empty">
        {select('ifEmpty', 'If the source is empty,', emptyChoices)}
        {rule.ifEmpty === 'default' ? (
          <TextInput
            id={`${path}.defaultValue`}
            size="xs"
            mt={4}
            aria-label={`Default value of ${name}`}
            placeholder="{givenName} {sn}"
            description={
              rule.when === 'always' ? 'A linked pair that is empty on both sides stays so.' : undefined
            }
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            classNames={{ input: styles.mono ?? '' }}
            value={rule.defaultValue}
            error={errorAt(`${path}.defaultValue`)}
            onBlur={onBlur}
            onChange={(event) => onChange({ ...rule, defaultValue: event.currentTarget.value })}
          />
        ) : null}
      </td>
      <td data-label="Required" className={styles.check}>
        <Checkbox
          aria-label={`${name} is required`}
          checked={rule.required}
          onChange={(event) => onChange({ ...rule, required: event.currentTarget.checked })}
        />
      </td>
      {list === 'people' ? (
        <td data-label="Sample value" className={styles.sample}>
          {shown ? (
            <>
              <span className={shown.empty ? styles.dim : styles.value}>
                {breakable(shown.text).map((part, index) => (
                  <Fragment key={index}>
                    {part}
                    <wbr />
                  </Fragment>
                ))}
              </span>
              {shown.words ? <span className={styles.words}>{shown.words}</span> : null}
              {shown.problem ? <span className={styles.problem}>{shown.problem}</span> : null}
            </>
          ) : (
            <span className={styles.dim}>–</span>
          )}
        </td>
      ) : null}
      <td className={styles.remove}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={`Remove the rule of ${name}`}
          onClick={onRemove}
        >
          <IconTrash size={16} />
        </ActionIcon>
      </td>
    </tr>
  )
}
