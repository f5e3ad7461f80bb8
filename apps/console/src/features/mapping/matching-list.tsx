import { defaultSettings, wordAttribute, type MatchingRule } from '@bindery/contract'
import { Button, Group, Text } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { announce } from '../../components/announce.tsx'
import { attributeLabel } from '../../components/attribute-label.ts'
import { Section } from '../../components/section.tsx'
import { focusField } from '../../settings-form/focus-field.ts'
import { useSettings } from '../../settings-form/settings-context.ts'
import type { SchemaNames } from '../../settings-form/use-schema-names.ts'
import { useSetting } from '../../settings-form/use-setting.ts'
import { MatchingCount } from './matching-count.tsx'
import styles from './matching-list.module.css'
import { MatchingRow } from './matching-row.tsx'

const path = 'settings.mapping.matching'

/** The matching rules in their order, strongest first: moved, added, removed, and what they may never do. */
export function MatchingList({ names }: { names: SchemaNames }) {
  const { field, errorAt } = useSetting(path)
  const { impact } = useSettings().impact
  const rules: readonly MatchingRule[] = field.value
  const missing = defaultSettings().mapping.matching.filter((rule) =>
    rules.every(({ local }) => local !== rule.local),
  )

  function move(index: number, by: -1 | 1) {
    const to = index + by
    const moved = rules[index]
    const other = rules[to]
    if (!moved || !other) return
    field.onChange(rules.with(index, other).with(to, moved))
    announce(`${attributeLabel(moved.local, 'person')} is now ${to + 1} of ${rules.length}`)
  }

  return (
    <Section
      title="Matching"
      sentence="How an entry and an account are found to be the same person when both are seen for the first time. Strongest first."
    >
      <ol className={styles.list} id={path} tabIndex={-1} aria-label="Matching rules, strongest first">
        {rules.map((rule, index) => (
          <MatchingRow
            key={rule.local}
            rule={rule}
            place={index + 1}
            of={rules.length}
            id={`${path}.${index}.remote`}
            error={errorAt(`${path}.${index}.remote`)}
            names={names}
            count={impact?.matching.after.matched[index]?.count}
            onChange={(remote) => field.onChange(rules.with(index, { ...rule, remote }))}
            onBlur={field.onBlur}
            onMove={(by) => move(index, by)}
            onRemove={() => field.onChange(rules.toSpliced(index, 1))}
          />
        ))}
      </ol>
      <Group gap="xs" mt="xs">
        {missing.map((rule) => (
          <Button
            key={rule.local}
            size="compact-sm"
            variant="subtle"
            leftSection={<IconPlus size={14} />}
            onClick={() => {
              field.onChange([...rules, rule])
              requestAnimationFrame(() => focusField(`${path}.${rules.length}.remote`))
            }}
          >
            Add {wordAttribute(rule.local)}
          </Button>
        ))}
      </Group>
      <Text size="sm" c="dimmed" mt="sm" maw={720}>
        A match must be one to one. If a stronger key is set on both sides and differs, or several people fit,
        it becomes a conflict in the preview: Bindery never guesses. Values compare as the directory’s schema
        says, so upper and lower case are mostly the same. Once linked, people are known by their stable id,
        whatever is renamed.
      </Text>
      <MatchingCount />
    </Section>
  )
}
