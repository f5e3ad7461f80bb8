import type { Plan } from '@bindery/contract'
import { Button, Group, Modal, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { countChanges } from './plan-actions.ts'

interface Props {
  plan: Plan
  opened: boolean
  onClose: () => void
  onConfirm: () => void
  applying: boolean
}

/** Asks for the number of removals to be typed, so that it has been read. */
export function RemovalsDialog({ plan, opened, onClose, onConfirm, applying }: Props) {
  const title =
    plan.removals === 1
      ? '1 of the changes removes something'
      : `${plan.removals.toLocaleString('en')} of the changes remove something`
  return (
    <Modal opened={opened} onClose={onClose} title={title}>
      <Confirmation plan={plan} onClose={onClose} onConfirm={onConfirm} applying={applying} />
    </Modal>
  )
}

function Confirmation({ plan, onClose, onConfirm, applying }: Omit<Props, 'opened'>) {
  const [typed, setTyped] = useState('')
  const right = typed.trim() === String(plan.removals)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (right) onConfirm()
      }}
    >
      <Text size="sm" mb="md">
        Look for delete, hold, disable and member rows in the list if you are not sure. Everything is written
        exactly as you reviewed it; what changed meanwhile is skipped and shown.
      </Text>
      <TextInput
        label={`Type ${plan.removals} to apply`}
        inputMode="numeric"
        autoComplete="off"
        data-autofocus
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={
          typed !== '' && !right && typed.length >= String(plan.removals).length
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
