import type { DecisionKind } from '@bindery/contract'
import { Kbd, Text, UnstyledButton } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useListKeys } from '../../lists/use-list-keys.ts'
import styles from './choice-buttons.module.css'

export interface Choice {
  readonly kind: DecisionKind
  /** The key that chooses it. */
  readonly press: string
  readonly label: string
  /** What comes of it. */
  readonly means: string
  readonly choose: () => void
}

/** The decisions that a conflict takes, each with what comes of it and its key. */
export function ChoiceButtons({
  choices,
  chosen,
}: {
  choices: readonly Choice[]
  chosen: DecisionKind | undefined
}) {
  const keys = useMemo(
    () => Object.fromEntries(choices.map(({ press, choose }) => [press, choose])),
    [choices],
  )
  useListKeys(keys)
  return (
    <div className={styles.choices}>
      {choices.map(({ kind, press, label, means, choose }) => (
        <UnstyledButton key={kind} className={styles.choice} aria-pressed={kind === chosen} onClick={choose}>
          <span className={styles.head}>
            <Text span size="sm" fw={600}>
              {label}
            </Text>
            {kind === chosen ? (
              <IconCheck size={16} aria-hidden="true" />
            ) : (
              <Kbd size="xs" aria-hidden="true">
                {press}
              </Kbd>
            )}
          </span>
          <Text span size="xs" c="dimmed">
            {means}
          </Text>
        </UnstyledButton>
      ))}
    </div>
  )
}
