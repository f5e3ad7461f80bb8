import type { PlanChange } from '@bindery/contract'
import { ActionIcon, Badge, Checkbox, Text, UnstyledButton } from '@mantine/core'
import { IconChevronRight, IconUser, IconUsers } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { ChangeKindBadge } from '../../components/change-kind-badge.tsx'
import { SideName } from '../../components/side-name.tsx'
import styles from './change-row.module.css'
import { ChangeEffect } from './change-effect.tsx'
import { RowEffect } from './row-effect.tsx'
import { warningWords } from './warning-words.ts'

interface Props {
  change: PlanChange
  /** The plan still takes a selection. */
  selectable: boolean
  expanded: boolean
  /** The keyboard is here. */
  current: boolean
  /** The keyboard moved here, so it takes the focus. */
  focused: boolean
  onToggle: () => void
  onExpand: () => void
  onOpen: () => void
}

/** One proposed change: in or out, kind, who, where, what; opens to old → new. */
export function ChangeRow({ change, selectable, expanded, current, focused, ...on }: Props) {
  const name = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (focused) name.current?.focus({ preventScroll: true })
  }, [focused])
  const Icon = change.subjectKind === 'person' ? IconUser : IconUsers
  const { applicable, included } = change
  return (
    <div
      className={styles.row}
      data-current={current || undefined}
      data-out={(applicable && !included) || undefined}
    >
      <div className={styles.line}>
        <span className={styles.check}>
          {applicable ? (
            <Checkbox
              size="xs"
              checked={included}
              disabled={!selectable}
              aria-label={`Include ${change.kind} ${change.name}`}
              onChange={on.onToggle}
            />
          ) : null}
        </span>
        <span className={styles.kind}>
          <ChangeKindBadge kind={change.kind} />
        </span>
        <UnstyledButton ref={name} className={styles.subject} onClick={on.onOpen}>
          <Icon size={15} stroke={1.75} aria-label={change.subjectKind === 'person' ? 'Person' : 'Group'} />
          <span className={styles.name}>{change.name}</span>
          {change.displayName && change.displayName !== change.name ? (
            <span className={styles.display}>{change.displayName}</span>
          ) : null}
        </UnstyledButton>
        <Text size="sm" c="dimmed" component="span" className={styles.side}>
          <SideName side={change.side} />
        </Text>
        <Text size="sm" component="div" className={styles.effect}>
          <RowEffect change={change} />
          <span className={styles.warnings}>
            {change.warnings.map((warning) => (
              <Badge
                component="span"
                key={warning}
                size="sm"
                variant="default"
                tt="none"
                fw={500}
                title={warningWords[warning].means}
              >
                ⚠{'\uFE0E'} {warningWords[warning].label}
              </Badge>
            ))}
          </span>
        </Text>
        <ActionIcon
          className={styles.expand ?? ''}
          variant="subtle"
          color="gray"
          aria-expanded={expanded}
          aria-label={`${expanded ? 'Hide' : 'Show'} values of ${change.name}`}
          onClick={on.onExpand}
        >
          <IconChevronRight size={16} className={styles.chevron} />
        </ActionIcon>
      </div>
      {expanded ? (
        <div className={styles.detail}>
          <ChangeEffect change={change} />
        </div>
      ) : null}
    </div>
  )
}
