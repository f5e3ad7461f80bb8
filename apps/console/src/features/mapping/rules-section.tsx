import type { MappingRule, SamplePerson } from '@bindery/contract'
import { groupAttributeNames, personAttributeNames } from '@bindery/contract'
import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Section } from '../../components/section.tsx'
import { focusField } from '../../settings-form/focus-field.ts'
import type { SchemaNames } from '../../settings-form/use-schema-names.ts'
import { useSetting } from '../../settings-form/use-setting.ts'
import { newRule } from './new-rule.ts'
import { RuleRow } from './rule-row.tsx'
import styles from './rules.module.css'

interface Props {
  list: 'people' | 'groups'
  title: string
  sentence: string
  names: SchemaNames
  /** Whose live values are shown beside the rules; null: none, and no column for it where there can be none. */
  sample: SamplePerson | null
}

/** One mapping table: a row per rule, which becomes a card where there is no room. */
export function RulesSection({ list, title, sentence, names, sample }: Props) {
  const path = `settings.mapping.${list}` as const
  const { field, errorAt } = useSetting(path)
  const rules = field.value as readonly MappingRule[]
  const locals = list === 'people' ? personAttributeNames : groupAttributeNames
  const change = (index: number, rule: MappingRule) => field.onChange(rules.with(index, rule))
  return (
    <Section title={title} sentence={sentence}>
      <table className={styles.table} data-list={list}>
        <thead>
          <tr>
            <th scope="col">Accounts</th>
            <th scope="col">Direction</th>
            <th scope="col">Directory</th>
            <th scope="col">When</th>
            <th scope="col">Authority</th>
            <th scope="col">If the source is empty</th>
            <th scope="col">Required</th>
            {list === 'people' ? <th scope="col">Sample value</th> : null}
            <th scope="col">
              <span className={styles.hidden}>Remove</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rules.map((rule, index) => (
            <RuleRow
              key={rule.id}
              list={list}
              path={`${path}.${index}`}
              rule={rule}
              errorAt={errorAt}
              names={names}
              sample={sample}
              onChange={(next) => change(index, next)}
              onBlur={field.onBlur}
              onRemove={() => field.onChange(rules.toSpliced(index, 1))}
            />
          ))}
        </tbody>
      </table>
      <Button
        size="compact-sm"
        variant="subtle"
        mt="sm"
        leftSection={<IconPlus size={14} />}
        onClick={() => {
          field.onChange([...rules, newRule(locals, rules)])
          requestAnimationFrame(() => focusField(`${path}.${rules.length}.remote`))
        }}
      >
        Add rule
      </Button>
    </Section>
  )
}
