import type { OperationState, Run } from '@bindery/contract'
import { Group, NativeSelect, Text, Title } from '@mantine/core'
import { ErrorNotice } from '../components/error-notice.tsx'
import { LateSkeleton } from '../components/late-skeleton.tsx'
import { usePages } from '../lists/use-pages.ts'
import { VirtualRows } from '../lists/virtual-rows.tsx'
import { OperationRow } from './operation-row.tsx'
import { operationStateWords } from './state-words.ts'

interface Props {
  run: Run
  state: OperationState | undefined
  onState: (state: OperationState | undefined) => void
}

const choices = (['refused', 'drifted', 'in_doubt', 'cancelled', 'done'] as const).map((value) => ({
  value,
  label: operationStateWords[value].word[0]?.toUpperCase() + operationStateWords[value].word.slice(1),
}))

/** The journal of a run, failures first, filtered by how operations ended. */
export function OperationsList({ run, state, onState }: Props) {
  const { items, total, error, isPending, hasMore, more, retry } = usePages('listOperations', {
    params: { id: run.id },
    query: { limit: 100, state },
  })
  return (
    <section aria-label="Operations">
      <Group justify="space-between" align="flex-end" mb="xs">
        <div>
          <Title order={2}>Operations</Title>
          <Text size="sm" c="dimmed">
            {total.toLocaleString('en')} {state ? operationStateWords[state].word : 'in all'}, failures first
          </Text>
        </div>
        <NativeSelect
          label="Outcome"
          data={[{ value: '', label: 'All outcomes' }, ...choices]}
          value={state ?? ''}
          onChange={({ currentTarget }) =>
            onState(choices.find(({ value }) => value === currentTarget.value)?.value)
          }
        />
      </Group>
      {error ? (
        <ErrorNotice error={error} retry={retry} />
      ) : isPending ? (
        <LateSkeleton />
      ) : items.length === 0 ? (
        <Text size="sm" c="dimmed" py="lg">
          {state ? 'No operation ended like this.' : 'Nothing was written in this run.'}
        </Text>
      ) : (
        <VirtualRows
          label="Operations"
          items={items}
          keyOf={({ id }) => id}
          total={total}
          hasMore={hasMore}
          onMore={more}
          rowHeight={57}
        >
          {(operation) => <OperationRow operation={operation} />}
        </VirtualRows>
      )}
    </section>
  )
}
