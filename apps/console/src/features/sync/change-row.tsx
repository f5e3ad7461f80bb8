import type { PlanChange } from '@bindery/contract'
import { IconChevronRight, IconUser, IconUsers } from '@tabler/icons-react'
import { memo } from 'react'
import { ChangeKindBadge } from '../../components/change-kind-badge.tsx'
import { SideName } from '../../components/side-name.tsx'
import { useRowClick } from '../../lists/use-row-click.ts'
import { useRowFocus } from '../../lists/use-row-focus.ts'
import styles from './change-row.module.css'
import { ChangeEffect } from './change-effect.tsx'
import { RowEffect } from './row-effect.tsx'
import { titleOf } from './title-of.ts'
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
  onToggle: (change: PlanChange) => void
  onExpand: (change: PlanChange) => void
  onOpen: (change: PlanChange) => void
}

/**
 * One proposed change: in or out, kind, who, where, what; opens to old → new. Plans have thousands: a row is of plain
 * elements, and is drawn again only when something of it has changed.
 */
export const ChangeRow = memo(function ChangeRow(props: Props) {
  const { change, selectable, expanded, current, focused, onToggle, onExpand, onOpen } = props
  const name = useRowFocus(focused)
  const line = useRowClick(change, onOpen)
  const Icon = change.subjectKind === 'person' ? IconUser : IconUsers
  const { applicable, included } = change
  const { title, below } = titleOf(change)
  return (
    <div
      className={styles.row}
      data-current={current || undefined}
      data-out={(applicable && !included) || undefined}
    >
      <div ref={line} className={styles.line}>
        {applicable ? (
          <label className={styles.pick}>
            <input
              type="checkbox"
              className={styles.check}
              checked={included}
              disabled={!selectable}
              aria-label={`Include ${change.kind} ${title}`}
              onChange={() => onToggle(change)}
            />
          </label>
        ) : (
          <span className={styles.pick} />
        )}
        <span className={styles.kind}>
          <ChangeKindBadge kind={change.kind} />
        </span>
        <button ref={name} type="button" className={styles.subject} onClick={() => onOpen(change)}>
          <Icon size={15} stroke={1.75} aria-label={change.subjectKind === 'person' ? 'Person' : 'Group'} />
          <span className={styles.name}>{title}</span>
          {below === '' ? null : (
            <span className={styles.display} title={below}>
              {below}
            </span>
          )}
        </button>
        <span className={styles.side}>
          <SideName side={change.side} />
        </span>
        <div className={styles.effect}>
          <RowEffect change={change} />
          {change.warnings.map((warning) => (
            <span key={warning} className={styles.warning} title={warningWords[warning].means}>
              ⚠{'\uFE0E'} {warningWords[warning].label}
            </span>
          ))}
        </div>
        <button
          type="button"
          className={styles.expand}
          aria-expanded={expanded}
          aria-label={`${expanded ? 'Hide' : 'Show'} values of ${title}`}
          onClick={() => onExpand(change)}
        >
          <IconChevronRight size={16} className={styles.chevron} />
        </button>
      </div>
      {expanded ? (
        <div className={styles.detail}>
          <ChangeEffect change={change} />
        </div>
      ) : null}
    </div>
  )
})
