import { VisuallyHidden } from '@mantine/core'
import { markDifference, type TextParts } from './mark-difference.ts'
import styles from './marked-value.module.css'
import type { ValueLine } from './value-lines.ts'

/** One old → new with the changed characters marked, by more than colour: − and + say which is which. */
export function MarkedValue({ line }: { line: ValueLine }) {
  if (line.state === 'kept') return <div className={styles.kept}>{line.new}</div>
  const marked = markDifference(line.old, line.new)
  return (
    <div className={styles.line}>
      {line.state === 'added' ? null : (
        <del className={styles.old}>
          <VisuallyHidden>Old: </VisuallyHidden>
          <Marked text={marked.old} />
        </del>
      )}
      {line.state === 'replaced' ? (
        <span className={styles.arrow} aria-hidden="true">
          →
        </span>
      ) : null}
      {line.state === 'removed' ? null : (
        <ins className={styles.new}>
          <VisuallyHidden>New: </VisuallyHidden>
          <Marked text={marked.new} />
        </ins>
      )}
    </div>
  )
}

/** What of a text differs from another; nothing is marked where there is nothing to compare with. */
export function MarkedText({ text, against }: { text: string; against: string | undefined }) {
  return against === undefined || against === text ? (
    text
  ) : (
    <Marked text={markDifference(against, text).new} />
  )
}

/** A text that changed as a whole needs no mark inside it. */
function Marked({ text }: { text: TextParts }) {
  const isPart = text.changed !== '' && text.before + text.after !== ''
  return (
    <>
      {text.before}
      {isPart ? <mark className={styles.mark}>{text.changed}</mark> : text.changed}
      {text.after}
    </>
  )
}
