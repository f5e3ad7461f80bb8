import type { Conflict } from '@bindery/contract'
import { UnstyledButton } from '@mantine/core'
import { IconUser, IconUsers } from '@tabler/icons-react'
import { attributeLabel } from '../../components/attribute-label.ts'
import { useRowFocus } from '../../lists/use-row-focus.ts'
import styles from './conflict-row.module.css'
import { wordDecision } from './decision-words.ts'
import { reasonWords } from './reason-words.ts'

interface Props {
  conflict: Conflict
  /** It is the one looked at. */
  current: boolean
  /** The keyboard moved here, so it takes the focus. */
  focused: boolean
  onOpen: () => void
}

/** One conflict of the list: who, what sort, and what it is about or was decided. */
export function ConflictRow({ conflict, current, focused, onOpen }: Props) {
  const button = useRowFocus(focused)
  const Icon = conflict.subjectKind === 'person' ? IconUser : IconUsers
  return (
    <UnstyledButton
      ref={button}
      className={styles.row}
      aria-current={current ? 'true' : undefined}
      onClick={onOpen}
    >
      <Icon size={15} stroke={1.75} aria-label={conflict.subjectKind === 'person' ? 'Person' : 'Group'} />
      <span className={styles.name}>{conflict.name}</span>
      <span className={styles.about}>{aboutOf(conflict)}</span>
      <span className={styles.sort}>
        {reasonWords[conflict.reason]}
        {conflict.askedAgain ? ' · asked again' : ''}
      </span>
    </UnstyledButton>
  )
}

function aboutOf(conflict: Conflict): string {
  if (conflict.state !== 'open' && conflict.decision) return wordDecision(conflict.decision, conflict)
  const { values, candidates, subjectKind } = conflict
  if (conflict.family !== 'match')
    return values.map(({ attribute }) => attributeLabel(attribute, subjectKind)).join(', ')
  return candidates.map((candidate) => candidate.name).join(', ')
}
