import type { MatchingRule } from '@bindery/contract'
import { ActionIcon, Autocomplete, Text } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { countWords } from '../../components/count-words.ts'
import { attributeLabel } from '../../components/attribute-label.ts'
import type { SchemaNames } from '../../settings-form/use-schema-names.ts'
import styles from './matching-list.module.css'
import { MoveButtons } from './move-buttons.tsx'

interface Props {
  rule: MatchingRule
  /** 1 is the strongest. */
  place: number
  of: number
  /** Of the input. */
  id: string
  error: string | undefined
  names: SchemaNames
  /** How many people it would link; undefined until they were counted. */
  count: number | undefined
  onChange: (remote: string) => void
  onBlur: () => void
  onMove: (by: -1 | 1) => void
  onRemove: () => void
}

/** One matching rule: its place in the order, the account's attribute, and the directory's. */
export function MatchingRow(props: Props) {
  const { rule, place, of, id, error, names, count, onChange, onBlur, onMove, onRemove } = props
  const name = attributeLabel(rule.local, 'person')
  return (
    <li className={styles.row}>
      <span className={styles.place} aria-hidden="true">
        {place}
      </span>
      <Text size="sm" fw={600} component="span" className={styles.name}>
        {name}
      </Text>
      <Text size="sm" c="dimmed" component="span" className={styles.equals}>
        equals
      </Text>
      <Autocomplete
        id={id}
        size="xs"
        className={styles.remote ?? ''}
        classNames={{ input: styles.mono ?? '' }}
        aria-label={`Directory attribute that ${name} equals`}
        data={[...names.attributes]}
        limit={40}
        spellCheck={false}
        value={rule.remote}
        error={error}
        onBlur={onBlur}
        onChange={onChange}
      />
      <Text size="sm" component="span" className={styles.note}>
        {count === undefined ? null : `Would link ${countWords(count, 'person', 'people')}. `}
        {rule.local === 'username' ? (
          <Text c="dimmed" span inherit>
            {of === 1 ? 'Never alone: add another rule.' : 'Never alone: only when another key agrees too.'}
          </Text>
        ) : null}
      </Text>
      <span className={styles.actions}>
        <MoveButtons name={name} place={place} of={of} onMove={onMove} />
        <ActionIcon
          size={32}
          variant="subtle"
          color="gray"
          aria-label={`Remove the matching rule of ${name}`}
          disabled={of === 1}
          onClick={onRemove}
        >
          <IconTrash size={16} />
        </ActionIcon>
      </span>
    </li>
  )
}
