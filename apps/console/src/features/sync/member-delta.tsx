import type { PlanChange } from '@bindery/contract'
import { VisuallyHidden } from '@mantine/core'
import styles from './member-delta.module.css'

/** Who joins and who leaves; the others only as how many. */
export function MemberDelta({ members }: { members: NonNullable<PlanChange['members']> }) {
  const { added, removed, unchanged, unmanaged, nested, sample } = members
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
        {sample.map(({ op, name, dn }) => (
          <li key={`${op} ${name} ${dn ?? ''}`} data-op={op} title={dn ?? undefined}>
            <VisuallyHidden>{op === 'add' ? 'added' : 'removed'} </VisuallyHidden>
            <span aria-hidden="true">{op === 'add' ? '+' : '−'}</span> {name}
          </li>
        ))}
      </ul>
      {rest.length > 0 ? <div className={styles.rest}>and {rest.join('; ')}</div> : null}
    </div>
  )
}
