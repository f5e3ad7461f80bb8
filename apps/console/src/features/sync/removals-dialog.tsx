import { writeNumber, type Plan } from '@bindery/contract'
import { Button, Group, Modal, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { countChanges } from './plan-actions.ts'
import { removalCount, removalWords } from './removal-words.ts'

interface Props {
  plan: Plan
  opened: boolean
  onClose: () => void
  onConfirm: () => void
  applying: boolean
}

/** Whoever types a number may part its thousands, or not. */
const plain = (text: string) => text.replaceAll(/[,\s]/g, '')

/** Says what is taken away, and asks for how much to be typed, so that it has been read. */
export function RemovalsDialog({ plan, opened, onClose, onConfirm, applying }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title={`Apply ${countChanges(plan.included)}?`}>
      <Confirmation plan={plan} onClose={onClose} onConfirm={onConfirm} applying={applying} />
    </Modal>
  )
}

function Confirmation({ plan, onClose, onConfirm, applying }: Omit<Props, 'opened'>) {
  const [typed, setTyped] = useState('')
  const wanted = writeNumber(removalCount(plan))
  const right = plain(typed) === plain(wanted)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (right) onConfirm()
      }}
    >
      <Text fw={600} mb="xs">
        {removalWords(plan)}.
      </Text>
      <Text size="sm" mb="md">
        Look for these rows in the list if you are not sure. Everything is written exactly as you reviewed it;
        what changed meanwhile is skipped and shown.
      </Text>
      <TextInput
        label={`Type ${wanted} to apply`}
        inputMode="numeric"
        autoComplete="off"
        data-autofocus
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={
          typed !== '' && !right && plain(typed).length >= plain(wanted).length
            ? 'That is another number'
            : undefined
        }
      />
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          Back
        </Button>
        <Button type="submit" color="red.9" disabled={!right} loading={applying}>
          Apply {countChanges(plan.included)}
        </Button>
      </Group>
    </form>
  )
}
