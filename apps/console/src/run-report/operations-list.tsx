import { writeNumber, type OperationState, type Run } from '@bindery/contract'
import { Group, NativeSelect, Text, Title } from '@mantine/core'
import { PagedRows } from '../lists/paged-rows.tsx'
import { usePages } from '../lists/use-pages.ts'
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
  const list = usePages('listOperations', {
    params: { id: run.id },
    query: { limit: 100, state },
  })
  return (
    <section aria-label="Operations">
      <Group justify="space-between" align="flex-end" mb="xs">
        <div>
          <Title order={2}>Operations</Title>
          <Text size="sm" c="dimmed">
            {list.isPending || list.error
              ? 'Failures first'
              : `${writeNumber(list.total)} ${state ? operationStateWords[state].word : 'in all'}, failures first`}
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
      <PagedRows
        list={list}
        label="Operations"
        rowHeight={57}
        empty={
          <Text size="sm" c="dimmed" py="lg">
            {state ? 'No operation ended like this.' : 'Nothing was written in this run.'}
          </Text>
        }
      >
        {(operation) => <OperationRow operation={operation} />}
      </PagedRows>
    </section>
  )
}
