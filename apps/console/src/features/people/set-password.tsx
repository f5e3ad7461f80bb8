import type { PasswordResults, Person } from '@bindery/contract'
import { Button, Group, List, Modal, PasswordInput, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../api/call.ts'
import { announce } from '../../components/announce.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'

interface Props {
  person: Person
  opened: boolean
  onClose: () => void
}

/** Asks for a new password, passes it on, and tells what each directory made of it. */
export function SetPassword({ person, opened, onClose }: Props) {
  const client = useQueryClient()
  const [password, setPassword] = useState('')
  const push = useMutation({
    mutationFn: () => call('setPassword', { params: { id: person.id }, body: { password } }),
    onSuccess: async ({ results }) => {
      announce(results.map(wordResult).join(' '))
      if (isTaken(results)) setPassword('')
      await client.invalidateQueries({ queryKey: ['getPerson'] })
    },
  })
  const close = () => {
    setPassword('')
    push.reset()
    onClose()
  }
  const results = push.data?.results ?? []
  const taken = results.length > 0 && isTaken(results)
  const refusals = results.filter(({ state }) => state === 'refused')
  return (
    <Modal opened={opened} onClose={close} title={`Set a password for ${person.username}`}>
      {taken ? (
        <>
          <Told results={results} />
          <Group justify="flex-end" mt="lg">
            <Button onClick={close} data-autofocus>
              Done
            </Button>
          </Group>
        </>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            if (password !== '') push.mutate()
          }}
        >
          <PasswordInput
            label="New password"
            description="It goes to the directory at once and is kept nowhere else. Passwords need no preview."
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={refusals.length > 0 ? refusals.map(wordResult).join(' ') : undefined}
            autoComplete="new-password"
            maxLength={256}
            required
            data-autofocus
          />
          {results.length > refusals.length ? (
            <Told results={results.filter(({ state }) => state === 'done')} />
          ) : null}
          {refusals.map(({ directoryId, problem }) =>
            problem?.raw ? (
              <Text key={directoryId} size="xs" c="dimmed" mt={6}>
                The server said: {problem.raw}
              </Text>
            ) : null,
          )}
          {push.error ? <ErrorNotice error={push.error} /> : null}
          <Group justify="flex-end" mt="lg">
            <Button variant="default" onClick={close}>
              Cancel
            </Button>
            <Button type="submit" loading={push.isPending} disabled={password === ''}>
              Set password
            </Button>
          </Group>
        </form>
      )}
    </Modal>
  )
}

type Result = PasswordResults['results'][number]

const isTaken = (results: readonly Result[]) => results.every(({ state }) => state === 'done')

function Told({ results }: { results: readonly Result[] }) {
  return (
    <List size="sm" mt="sm">
      {results.map((result) => (
        <List.Item key={result.directoryId}>{wordResult(result)}</List.Item>
      ))}
    </List>
  )
}

function wordResult({ directoryName, state, enabled, problem }: Result): string {
  const why = problem === null ? '' : ` ${problem.message}. ${problem.fix}`
  if (state === 'refused') return `${directoryName} refused it.${why}`
  if (enabled) return `Set in ${directoryName}, and the entry is enabled there now.`
  return problem === null
    ? `Set in ${directoryName}.`
    : `Set in ${directoryName}, but the entry could not be enabled.${why}`
}
