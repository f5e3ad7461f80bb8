import { Button, Modal, Text } from '@mantine/core'
import { useDisclosure, useHotkeys } from '@mantine/hooks'
import styles from './dirty-bar.module.css'
import { ValueChanges, type ValueChange } from './value-changes.tsx'

interface Props {
  changes: readonly ValueChange[]
  /** What the save button says: "Save", or "Create directory". */
  saveLabel?: string
  saving: boolean
  /** Fields that must be corrected before saving works, and how to get to the first. */
  problems?: number
  onShowProblem?: () => void
  onSave: () => void
  onDiscard: () => void
}

/** Sticks to the bottom while something is unsaved. Ctrl/Cmd-S saves from anywhere on the page. */
export function DirtyBar(props: Props) {
  const { changes, saveLabel = 'Save', saving, problems = 0, onShowProblem, onSave, onDiscard } = props
  const [reviewing, { open, close }] = useDisclosure(false)
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
        <Button variant="subtle" color="gray" onClick={open}>
          Review
        </Button>
        <Button variant="default" onClick={onDiscard} disabled={saving}>
          Discard
        </Button>
        <Button onClick={onSave} loading={saving}>
          {saveLabel}
        </Button>
      </div>
      <Modal opened={reviewing} onClose={close} title="Unsaved changes" size="xl">
        <ValueChanges changes={changes} />
      </Modal>
    </section>
  )
}
