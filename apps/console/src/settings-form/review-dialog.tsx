import { Button, Group, Modal, Stack, Title } from '@mantine/core'
import { useFocusReturn } from '@mantine/hooks'
import { useState } from 'react'
import { ValueChanges } from '../components/value-changes.tsx'
import { ImpactPanel } from './impact-panel.tsx'
import { linkedLeaving, wordConsequence, wordLinkedLeaving } from './impact-words.ts'
import { LeavingNotice } from './leaving-notice.tsx'
import { useSettings } from './settings-context.ts'

interface Props {
  opened: boolean
  /** What the save button says. */
  saveLabel: string
  onSave: () => void
  onClose: () => void
}

/** Everything that is unsaved and what it would do, before Save. */
export function ReviewDialog({ opened, ...props }: Props) {
  // Not left to the modal: whoever follows a link to a field wants the cursor there, and not back where it was.
  const returnFocus = useFocusReturn({ opened, shouldReturnFocus: false })
  const back = () => {
    props.onClose()
    returnFocus()
  }
  return (
    <Modal opened={opened} onClose={back} returnFocus={false} title="Unsaved changes" size="xl">
      <Review {...props} onClose={back} onFollow={props.onClose} />
    </Modal>
  )
}

function Review({ saveLabel, onSave, onClose, onFollow }: Omit<Props, 'opened'> & { onFollow: () => void }) {
  const { changes, current, impact: measure } = useSettings()
  const { relevant, known, impact, settled, accept } = measure
  const [agreed, setAgreed] = useState(false)
  const asks = impact !== undefined && !settled && linkedLeaving(impact) > 0
  return (
    <Stack gap="lg">
      <ValueChanges changes={changes} />
      {relevant ? (
        <section aria-labelledby="impact-title">
          <Title order={2} size="h4" id="impact-title" mb="xs">
            What this would do
          </Title>
          <Stack gap="md">
            {asks ? (
              <LeavingNotice
                leaving={wordLinkedLeaving(impact)}
                consequence={wordConsequence(current.settings.policy)}
                agreed={agreed}
                onAgree={setAgreed}
              />
            ) : null}
            <ImpactPanel measure={measure} ask="Find out who is affected" onFollow={onFollow} />
          </Stack>
        </section>
      ) : null}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onClose}>
          Back
        </Button>
        <Button
          variant={relevant && !impact ? 'default' : 'filled'}
          disabled={asks && !agreed}
          onClick={() => {
            if (asks) accept()
            onSave()
          }}
        >
          {known?.state === 'running' ? `${saveLabel} without waiting` : saveLabel}
        </Button>
      </Group>
    </Stack>
  )
}
