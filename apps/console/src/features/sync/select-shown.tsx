import { useMayCall } from '../../access/signed-in.ts'
import { toldKinds, type Plan, writeNumber } from '@bindery/contract'
import { Button, Group, Text } from '@mantine/core'
import { canSelect } from './plan-actions.ts'
import type { PlanFilter } from './plan-search.ts'
import { countWords } from '../../components/count-words.ts'
import type { useSelection } from './use-selection.ts'

interface Props {
  plan: Plan
  filter: PlanFilter
  total: number
  selection: ReturnType<typeof useSelection>
  isOld: boolean
}

/** How many rows the filter shows, and takes all of them in or out at once. */
export function SelectShown({ plan, filter, total, selection, isOld }: Props) {
  const maySelect = useMayCall('selectChanges')
  const filtered = Object.keys(filter).length > 0
  const what = filtered ? `${total === 1 ? 'the 1 row' : `all ${writeNumber(total)}`} shown` : 'all'
  return (
    <Group justify="space-between" gap="xs" mb={4} mih={30}>
      <Text size="sm" c="dimmed" aria-live="polite">
        {isOld ? 'Filtering…' : countWords(total, 'row')}
      </Text>
      {maySelect && canSelect(plan) && !toldKinds.some((kind) => kind === filter.kind) ? (
        <Group gap={4}>
          <Button
            size="compact-sm"
            variant="subtle"
            disabled={selection.isPending}
            onClick={() => selection.mutate({ include: true, filter })}
          >
            Include {what}
          </Button>
          <Button
            size="compact-sm"
            variant="subtle"
            disabled={selection.isPending}
            onClick={() => selection.mutate({ include: false, filter })}
          >
            Exclude {what}
          </Button>
        </Group>
      ) : null}
    </Group>
  )
}
