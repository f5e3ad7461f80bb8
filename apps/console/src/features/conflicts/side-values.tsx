import { MarkedText } from '../../marked-text/marked-value.tsx'
import styles from './side-values.module.css'

/** The values of one side, with what differs from another side's marked; several are compared in their order. */
export function SideValues({
  values,
  against,
}: {
  values: readonly string[]
  against: readonly string[] | null
}) {
  if (values.length === 0) return <i className={styles.faint}>empty</i>
  return (
    <>
      {values.map((text, index) => (
        <span key={text} className={styles.value}>
          <MarkedText text={text} against={against?.includes(text) ? text : against?.[index]} />
        </span>
      ))}
    </>
  )
}
