import styles from './account-rows.module.css'

export interface ColumnHead {
  readonly name: string
  /** Only there where the window is wide. */
  readonly wide?: boolean
}

interface Props {
  kind: 'person' | 'group'
  /** In the order of the row. */
  heads: readonly ColumnHead[]
}

/** What the columns are, for the eye; each row says it all by itself. */
export function ColumnHeads({ kind, heads }: Props) {
  return (
    <div className={styles.row} data-kind={kind} data-head aria-hidden="true">
      {heads.map(({ name, wide }) => (
        <span key={name} className={wide ? styles.wide : undefined}>
          {name}
        </span>
      ))}
    </div>
  )
}
