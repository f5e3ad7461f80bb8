import styles from './account-rows.module.css'

interface Props {
  kind: 'person' | 'group'
  /** In the order of the row; `wide` ones are only there where the window is wide. */
  heads: readonly { readonly name: string; readonly wide?: boolean }[]
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
