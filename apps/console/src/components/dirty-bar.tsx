import { Button, Text } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import styles from './dirty-bar.module.css'

interface Props {
  changes: readonly unknown[]
  /** What saving would do, in a line, as far as it is known. */
  effect: string | undefined
  /** What the save button says: "Save", or "Create directory". */
  saveLabel?: string
  saving: boolean
  /** Fields that must be corrected before saving works, and how to get to the first. */
  problems?: number
  onShowProblem?: () => void
  reviewLabel: string
  onReview: () => void
  onSave: () => void
  onDiscard: () => void
}

/** Sticks to the bottom while something is unsaved. Ctrl/Cmd-S saves from anywhere on the page. */
export function DirtyBar(props: Props) {
  const { changes, effect, saveLabel = 'Save', saving, problems = 0, reviewLabel } = props
  const { onShowProblem, onReview, onSave, onDiscard } = props
  const dirty = changes.length > 0
  useHotkeys([['mod+S', () => dirty && !saving && onSave(), { preventDefault: true }]], [])
  if (!dirty) return null
  return (
    <section className={styles.bar} aria-label="Unsaved changes">
      <Text size="sm" fw={600} className={styles.count}>
        {changes.length} unsaved {changes.length === 1 ? 'change' : 'changes'}
      </Text>
      {problems > 0 ? (
        <Button
          variant="subtle"
          color="red"
          size="compact-sm"
          className={styles.problem}
          onClick={onShowProblem}
        >
          {problems === 1 ? '1 field needs attention' : `${problems} fields need attention`}
        </Button>
      ) : null}
      <div className={styles.actions}>
        <Button variant="subtle" color="gray" onClick={onReview}>
          {reviewLabel}
        </Button>
        <Button variant="default" onClick={onDiscard} disabled={saving}>
          Discard
        </Button>
        <Button onClick={onSave} loading={saving}>
          {saveLabel}
        </Button>
      </div>
      {effect ? (
        <Text size="sm" className={styles.effect}>
          {effect}
        </Text>
      ) : null}
    </section>
  )
}
