import { longestTokenDays, tokenPermissions, type TokenView } from '@bindery/contract'
import { Button, Checkbox, Group, Modal, NativeSelect, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { fieldError } from '../../access/field-error.ts'
import { call } from '../../api/call.ts'
import { announce } from '../../components/announce.tsx'
import { CopyButton } from '../../components/copy-button.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { permissionWords } from './permission-words.ts'
import styles from './tokens.module.css'

const ends = [
  ['7', '7 days'],
  ['30', '30 days'],
  ['90', '90 days'],
  ['180', '180 days'],
  [String(longestTokenDays), 'a year'],
] as const

/** Asks what a token is for, then shows it this once. */
export function MakeToken({ onClose }: { onClose: () => void }) {
  const client = useQueryClient()
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<string[]>(['look'])
  const [days, setDays] = useState('90')
  const permissions = tokenPermissions.filter((permission) => chosen.includes(permission))
  const make = useMutation({
    mutationFn: () => call('createToken', { body: { name, permissions, expiresInDays: Number(days) } }),
    onSuccess: ({ token }) => {
      announce(`${token.name} was made.`)
      return client.invalidateQueries({ queryKey: ['listTokens'] })
    },
  })
  if (make.data) return <NewToken {...make.data} onClose={onClose} />
  const { error } = make
  const atName = fieldError(error, 'name')
  return (
    <Modal opened onClose={onClose} title="Make a token" size="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault()
          make.mutate()
        }}
      >
        <Stack gap="md">
          <TextInput
            label="Name"
            description="What will use it. It stands in the audit log."
            placeholder="monitoring"
            required
            autoComplete="off"
            maxLength={100}
            value={name}
            onChange={(event) => {
              setName(event.currentTarget.value)
              make.reset()
            }}
            error={atName}
            data-autofocus
          />
          <Checkbox.Group label="What it may do: no more than it needs" value={chosen} onChange={setChosen}>
            <Stack gap={10} mt={10}>
              {tokenPermissions.map((permission) => {
                const [short, sentence] = permissionWords[permission]
                return (
                  <Checkbox
                    key={permission}
                    value={permission}
                    label={short.charAt(0).toUpperCase() + short.slice(1)}
                    description={sentence}
                  />
                )
              })}
            </Stack>
          </Checkbox.Group>
          <NativeSelect
            label="Expires after"
            w={200}
            value={days}
            onChange={(event) => setDays(event.currentTarget.value)}
            data={ends.map(([value, label]) => ({ value, label }))}
          />
          {error && !atName ? <ErrorNotice error={error} /> : null}
          <Group justify="flex-end" align="center">
            {permissions.length === 0 ? (
              <Text size="sm" c="dimmed">
                Choose what it may do
              </Text>
            ) : null}
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={make.isPending} disabled={permissions.length === 0}>
              Make the token
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}

interface NewTokenProps {
  token: TokenView
  secret: string
  onClose: () => void
}

function NewToken({ token, secret, onClose }: NewTokenProps) {
  const example = `curl -H 'Authorization: Bearer ${secret}' ${location.origin}/api/overview`
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={`The token ${token.name}`}
      size="lg"
    >
      <Stack gap="md">
        <Text size="sm">It is shown now and never again. Whoever has it may do what it may do.</Text>
        <code className={styles.secret}>{secret}</code>
        <CopyButton value={secret} mr="auto">
          Copy the token
        </CopyButton>
        <Text size="sm" fw={600}>
          To try it
        </Text>
        <code className={styles.secret}>{example}</code>
        <CopyButton value={example} mr="auto">
          Copy the command
        </CopyButton>
        <Group justify="flex-end">
          <Button onClick={onClose}>I have kept it</Button>
        </Group>
      </Stack>
    </Modal>
  )
}
