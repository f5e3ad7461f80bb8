import type { PlanChange } from '@bindery/contract'
import { Anchor, VisuallyHidden } from '@mantine/core'
import { useState } from 'react'
import styles from './member-delta.module.css'

/** Names shown before the rest are asked for. */
const few = 24

/** Who joins and who leaves; the others only as how many. */
export function MemberDelta({ members }: { members: NonNullable<PlanChange['members']> }) {
  const [all, setAll] = useState(false)
  const { added, removed, unchanged, unmanaged, nested, sample } = members
  const shown = all ? sample : sample.slice(0, few)
  const more = added + removed - sample.length
  const rest = [
    more > 0 && `${more.toLocaleString('en')} more changes`,
    unchanged > 0 && `${unchanged.toLocaleString('en')} unchanged`,
    nested > 0 && `${nested.toLocaleString('en')} member ${nested === 1 ? 'group' : 'groups'}, kept`,
    unmanaged > 0 && `${unmanaged.toLocaleString('en')} unmanaged, kept`,
  ].filter(Boolean)
  return (
    <div className={styles.delta}>
      <div className={styles.count}>
        Members: {added.toLocaleString('en')} added, {removed.toLocaleString('en')} removed
      </div>
      <ul className={styles.members}>
        {shown.map(({ op, name, dn }) => (
          <li key={`${op} ${name} ${dn ?? ''}`} data-op={op} title={dn ?? undefined}>
            <VisuallyHidden>{op === 'add' ? 'added' : 'removed'} </VisuallyHidden>
            <span aria-hidden="true">{op === 'add' ? '+' : '−'}</span> {name}
          </li>
        ))}
      </ul>
      {shown.length < sample.length ? (
        <Anchor component="button" type="button" size="sm" ta="left" onClick={() => setAll(true)}>
          Show {sample.length - shown.length} more names
        </Anchor>
      ) : null}
      {rest.length > 0 ? <div className={styles.rest}>and {rest.join('; ')}</div> : null}
    </div>
  )
}
