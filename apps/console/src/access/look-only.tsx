import type { Permission } from '@bindery/contract'
import type { ReactNode } from 'react'
import { Notice } from '../components/notice.tsx'
import styles from './look-only.module.css'
import { roleFor, roleWords } from './role-words.ts'
import { useMay } from './signed-in.ts'

/** Fields that whoever may not change them can read, with a line that says who can. */
export function LookOnly({ permission, children }: { permission: Permission; children: ReactNode }) {
  const may = useMay(permission)
  if (may) return children
  return (
    <>
      <div className={styles.note}>
        <Notice tone="info" title="You can look">
          Changing this takes the role {roleWords[roleFor(permission)]}.
        </Notice>
      </div>
      <fieldset disabled className={styles.fields}>
        {children}
      </fieldset>
    </>
  )
}
