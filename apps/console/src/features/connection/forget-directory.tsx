import type { Directory } from '@bindery/contract'
import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { Section } from '../../components/section.tsx'

/** Takes a directory out of Bindery. People on both sides stay; the links are what is lost. */
export function ForgetDirectory({ directory }: { directory: Directory }) {
  const [opened, { open, close }] = useDisclosure(false)
  const [typed, setTyped] = useState('')
  const client = useQueryClient()
  const navigate = useNavigate()
  const forget = useMutation({
    mutationFn: () => call('deleteDirectory', { params: { id: directory.id }, ifMatch: directory.version }),
    onSuccess: async () => {
      await navigate({ to: '/', search: { directory: undefined }, ignoreBlocker: true })
      await client.invalidateQueries()
    },
  })
  return (
    <Section
      title="Forget this directory"
      sentence="No account and no entry is touched. Settings, links, plans and runs of this directory are deleted, so connecting it again starts from first sight."
    >
      <Button variant="default" onClick={open}>
        Forget “{directory.name}”…
      </Button>
      <Modal opened={opened} onClose={close} title={`Forget “${directory.name}”?`}>
        <Stack gap="md">
          <TextInput
            label="Type the name of the directory to confirm"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            data-autofocus
          />
          {forget.error ? <ErrorNotice error={forget.error} /> : null}
          <Group justify="flex-end" gap="sm">
            <Button variant="default" onClick={close}>
              Keep it
            </Button>
            <Button
              color="red.9"
              disabled={typed !== directory.name}
              loading={forget.isPending}
              onClick={() => forget.mutate()}
            >
              Forget
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Section>
  )
}
