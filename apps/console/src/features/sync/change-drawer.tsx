import type { PlanChange } from '@bindery/contract'
import { Button, Drawer, Text } from '@mantine/core'
import { useEffect } from 'react'
import { LateSkeleton } from '../../components/late-skeleton.tsx'
import { ChangeSides } from './change-sides.tsx'

interface Props {
  row: number | undefined
  items: readonly PlanChange[]
  isPending: boolean
  hasMore: boolean
  onMore: () => void
  selectable: boolean
  onToggle: (change: PlanChange) => void
  onClose: () => void
}

/** One row in full. The row is in the address, so after a reload it may have to be looked for in later pages. */
export function ChangeDrawer({
  row,
  items,
  isPending,
  hasMore,
  onMore,
  selectable,
  onToggle,
  onClose,
}: Props) {
  const change = items.find(({ id }) => id === row)
  const searching = row !== undefined && !change && hasMore
  useEffect(() => {
    if (searching) onMore()
  }, [searching, onMore])
  return (
    <Drawer
      opened={row !== undefined}
      onClose={onClose}
      size="min(960px, 100%)"
      title={
        <Text fw={600} span>
          {change ? change.displayName || change.name : 'Change'}
        </Text>
      }
    >
      <div data-list-keys>
        {change ? (
          <>
            <ChangeSides change={change} />
            {change.applicable && selectable ? (
              <Button mt="lg" variant="default" onClick={() => onToggle(change)}>
                {change.included ? 'Leave this out' : 'Take this in'}
              </Button>
            ) : null}
          </>
        ) : searching || isPending ? (
          <LateSkeleton />
        ) : (
          <Text size="sm">
            This row is not in the plan as it is filtered now. Close this and clear the filter.
          </Text>
        )}
      </div>
    </Drawer>
  )
}
