import { writeNumber, type PlanChange, type PlanMember } from '@bindery/contract'
import { Anchor, VisuallyHidden } from '@mantine/core'
import { useState } from 'react'
import { countWords } from '../../components/count-words.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { LateSkeleton } from '../../components/late-skeleton.tsx'
import { usePages } from '../../lists/use-pages.ts'
import styles from './member-delta.module.css'

/** Names shown until more are wanted. */
const few = 24

interface Props {
  changeId: number
  members: NonNullable<PlanChange['members']>
}

/** How many join and leave, and who, as far as is asked for; the others only as how many. */
export function MemberDelta({ changeId, members }: Props) {
  const { added, removed, unchanged, unmanaged, nested } = members
  const rest = [
    unchanged > 0 && `${writeNumber(unchanged)} unchanged`,
    nested > 0 && `${countWords(nested, 'member group')}, kept`,
    unmanaged > 0 && `${writeNumber(unmanaged)} unmanaged, kept`,
  ].filter(Boolean)
  return (
    <div className={styles.delta}>
      <div className={styles.count}>
        Members: {writeNumber(added)} added, {writeNumber(removed)} removed
      </div>
      {added + removed > 0 ? <ChangedNames key={changeId} changeId={changeId} /> : null}
      {rest.length > 0 ? <div className={styles.rest}>and {rest.join('; ')}</div> : null}
    </div>
  )
}

/** The first few, then page after page. */
function ChangedNames({ changeId }: { changeId: number }) {
  const [all, setAll] = useState(false)
  const list = usePages('listChangedMembers', { params: { id: changeId }, query: { limit: 100 } })
  if (list.isPending) return <LateSkeleton lines={1} />
  const shown = all ? list.items : list.items.slice(0, few)
  const left = list.total - shown.length
  return (
    <>
      <Names members={shown} />
      {list.error ? <ErrorNotice error={list.error} retry={list.retry} /> : null}
      {left > 0 ? <MoreNames left={left} onMore={() => (all ? list.more() : setAll(true))} /> : null}
    </>
  )
}

function Names({ members }: { members: readonly PlanMember[] }) {
  return (
    <ul className={styles.members}>
      {members.map(({ op, name, personId, dn }) => (
        <li key={`${op} ${personId ?? name}`} data-op={op} title={dn ?? undefined}>
          <VisuallyHidden>{op === 'add' ? 'added' : 'removed'} </VisuallyHidden>
          <span aria-hidden="true">{op === 'add' ? '+' : '−'}</span> {name}
        </li>
      ))}
    </ul>
  )
}

function MoreNames({ left, onMore }: { left: number; onMore: () => void }) {
  return (
    <Anchor component="button" type="button" size="sm" ta="left" onClick={onMore}>
      Show more names ({writeNumber(left)} left)
    </Anchor>
  )
}
