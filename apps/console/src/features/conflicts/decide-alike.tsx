import type { Conflict, ConflictFilter, Decision } from '@bindery/contract'
import { Button, Group, Modal, Text } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { countWords } from '../../components/count-words.ts'
import { call } from '../../api/call.ts'
import { query } from '../../api/query.ts'
import { announce } from '../../components/announce.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { LateSkeleton } from '../../components/late-skeleton.tsx'
import { wordForMany } from './decision-words.ts'
import { reasonWords } from './reason-words.ts'

interface Props {
  conflict: Conflict
  decision: Decision
  filter: ConflictFilter
}

/** Decides every open conflict of the same sort in the list alike, after saying how many that are. */
export function DecideAlike({ conflict, decision, filter }: Props) {
  const [opened, setOpened] = useState(false)
  return (
    <div>
      <Button variant="subtle" size="compact-sm" onClick={() => setOpened(true)}>
        Decide all like this…
      </Button>
      <Modal opened={opened} onClose={() => setOpened(false)} title="Decide all like this" size="md">
        <Ask
          conflict={conflict}
          body={{
            filter: { ...filter, state: 'open', reason: conflict.reason, subjectKind: conflict.subjectKind },
            // Of several accounts in question none is meant for the others.
            decision: decision.kind === 'link' ? { kind: 'link', localId: null } : decision,
          }}
          onClose={() => setOpened(false)}
        />
      </Modal>
    </div>
  )
}

interface AskProps {
  conflict: Conflict
  body: { filter: ConflictFilter; decision: Decision }
  onClose: () => void
}

function Ask({ conflict, body, onClose }: AskProps) {
  const client = useQueryClient()
  const count = useQuery({ ...query('countDecisions', { body }), staleTime: 0 })
  const decide = useMutation({
    mutationFn: () => call('decideConflicts', { body }),
    onSuccess: async ({ decided }) => {
      announce(`${conflicts(decided)} decided.`)
      onClose()
      await client.invalidateQueries({ queryKey: ['getConflict'] })
      await client.invalidateQueries({ queryKey: ['listConflicts'] })
    },
  })
  if (count.error) return <ErrorNotice error={count.error} retry={() => void count.refetch()} />
  if (!count.data) return <LateSkeleton lines={3} />
  const { decided, passedOver } = count.data
  return (
    <>
      <Text size="sm">
        {decided === 0
          ? `No other open conflict of the sort “${reasonWords[conflict.reason]}” in this list can be decided so.`
          : `This ${wordForMany(body.decision, conflict)}, for ${conflicts(decided)} of the sort “${reasonWords[conflict.reason]}” in the list as it is filtered now.`}
      </Text>
      {passedOver > 0 ? (
        <Text size="sm" mt="xs">
          {conflicts(passedOver)} {passedOver === 1 ? 'is' : 'are'} passed over, because the decision does not
          fit {passedOver === 1 ? 'it' : 'them'}.
        </Text>
      ) : null}
      <Text size="sm" c="dimmed" mt="xs">
        Nothing is written yet: the next plan shows every row, and each can be left out or opened again.
      </Text>
      {decide.error ? <ErrorNotice error={decide.error} /> : null}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        {decided > 0 ? (
          <Button loading={decide.isPending} onClick={() => decide.mutate()}>
            Decide {conflicts(decided)}
          </Button>
        ) : null}
      </Group>
    </>
  )
}

const conflicts = (count: number) => countWords(count, 'open conflict')
