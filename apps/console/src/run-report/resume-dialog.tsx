import { writeNumber, type Run } from '@bindery/contract'
import { Button, Group, Modal, Text } from '@mantine/core'
import { ChangeKindBadge } from '../components/change-kind-badge.tsx'

interface Props {
  run: Run
  opened: boolean
  onClose: () => void
  onConfirm: () => void
}

/** Says what a run would go on with before it does: much may be left, and time has passed since it was approved. */
export function ResumeDialog({ run, opened, onClose, onConfirm }: Props) {
  const { cancelled, inDoubt } = run.outcome
  const left = cancelled + inDoubt
  return (
    <Modal opened={opened} onClose={onClose} title={`Resume run ${run.id}?`}>
      <Text size="sm" mb="sm">
        {writeNumber(left)} of {writeNumber(run.progress.total ?? left)}{' '}
        {left === 1 ? 'change is' : 'changes are'} left to try
        {inDoubt > 0 ? `; ${writeNumber(inDoubt)} in doubt are looked up first` : ''}. What changed since the
        plan was reviewed is skipped and shown. The whole run was planned as:
      </Text>
      <Group gap="xs" mb="lg">
        {run.planned
          .filter(({ included }) => included > 0)
          .map((count) => (
            <ChangeKindBadge
              key={`${count.side} ${count.subjectKind} ${count.kind}`}
              kind={count.kind}
              count={count.included}
            />
          ))}
      </Group>
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>
          Back
        </Button>
        <Button
          onClick={() => {
            onClose()
            onConfirm()
          }}
        >
          Resume
        </Button>
      </Group>
    </Modal>
  )
}
