import type { PlanChange } from '@bindery/contract'
import { Button, Drawer, Text } from '@mantine/core'
import { LateSkeleton } from '../../components/late-skeleton.tsx'
import { ChangeSides } from './change-sides.tsx'
import { titleOf } from './title-of.ts'

interface Props {
  opened: boolean
  change: PlanChange | undefined
  isPending: boolean
  selectable: boolean
  onToggle: (change: PlanChange) => void
  onClose: () => void
}

const nameOf = (change: PlanChange) =>
  change.name === change.dn ? titleOf(change).title : change.displayName || change.name

/** One row in full. */
export function ChangeDrawer({ opened, change, isPending, selectable, onToggle, onClose }: Props) {
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      size="min(960px, 100%)"
      title={
        <Text fw={600} span>
          {change ? nameOf(change) : 'Change'}
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
        ) : isPending ? (
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
