import { writeNumber, type PlanChange } from '@bindery/contract'
import { attributeLabel } from '../../components/attribute-label.ts'
import { MarkedValue } from '../../marked-text/marked-value.tsx'
import styles from './row-effect.module.css'
import { isChanged, valueLines, valuesBefore } from '../../marked-text/value-lines.ts'

/** What a row does, in a line: the first old → new and how many more, or the words the row came with. */
export function RowEffect({ change }: { change: PlanChange }) {
  if (!change.applicable) return change.why || change.effect
  const changed = change.kind === 'update' ? change.values.filter((value) => isChanged(change, value)) : []
  const lines = changed.flatMap((value) =>
    valueLines(valuesBefore(change, value), value.after ?? [])
      .filter(({ state }) => state !== 'kept')
      .map((line) => ({ line, label: attributeLabel(value.attribute, change.subjectKind) })),
  )
  const [first] = lines
  if (!first) return change.effect
  return (
    <span className={styles.effect}>
      <span className={styles.attribute}>{first.label}</span>
      <MarkedValue line={first.line} />
      {lines.length > 1 ? (
        <span className={styles.more}>and {writeNumber(lines.length - 1)} more</span>
      ) : null}
    </span>
  )
}
