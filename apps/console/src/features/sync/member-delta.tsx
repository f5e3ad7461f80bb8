import type { PlanChange, PlanMember } from '@bindery/contract'
import { Anchor, VisuallyHidden } from '@mantine/core'
import { useState } from 'react'
import { countWords } from '../../components/count-words.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { usePages } from '../../lists/use-pages.ts'
import styles from './member-delta.module.css'

/** Names shown before the rest are asked for. */
const few = 24

interface Props {
  changeId: number
  members: NonNullable<PlanChange['members']>
}

/** Who joins and who leaves; the others only as how many. */
export function MemberDelta({ changeId, members }: Props) {
  const [all, setAll] = useState(false)
  const { added, removed, unchanged, unmanaged, nested, sample } = members
  const total = added + removed
  const rest = [
    unchanged > 0 && `${unchanged.toLocaleString('en')} unchanged`,
    nested > 0 && `${countWords(nested, 'member group')}, kept`,
    unmanaged > 0 && `${unmanaged.toLocaleString('en')} unmanaged, kept`,
  ].filter(Boolean)
  return (
    <div className={styles.delta}>
      <div className={styles.count}>
        Members: {added.toLocaleString('en')} added, {removed.toLocaleString('en')} removed
      </div>
      {all && total > sample.length ? (
        <AllNames changeId={changeId} sample={sample} />
      ) : (
        <Names members={all ? sample : sample.slice(0, few)} />
      )}
      {!all && total > few ? <MoreNames left={total - few} onMore={() => setAll(true)} /> : null}
      {rest.length > 0 ? <div className={styles.rest}>and {rest.join('; ')}</div> : null}
    </div>
  )
}

/** Page after page, as far as they are asked for. */
function AllNames({ changeId, sample }: { changeId: number; sample: readonly PlanMember[] }) {
  const list = usePages('listChangedMembers', { params: { id: changeId }, query: { limit: 100 } })
  return (
    <>
      <Names members={list.isPending || list.error ? sample : list.items} />
      {list.error ? <ErrorNotice error={list.error} retry={list.retry} /> : null}
      {list.hasMore ? <MoreNames left={list.total - list.items.length} onMore={list.more} /> : null}
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
      Show more names ({left.toLocaleString('en')} left)
    </Anchor>
  )
}
