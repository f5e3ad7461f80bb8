import { useMayCall } from '../../access/signed-in.ts'
import type { Plan, PlanChange } from '@bindery/contract'
import { Button, Text } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useCallback, useState } from 'react'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { KeysDialog } from '../../lists/keys-dialog.tsx'
import { PagedRows } from '../../lists/paged-rows.tsx'
import { usePlaces } from '../../lists/use-places.ts'
import { ChangeDrawer } from './change-drawer.tsx'
import { ChangeFilters } from './change-filters.tsx'
import { ChangeRow } from './change-row.tsx'
import { KeyHint, rowKeys } from './key-hint.tsx'
import { canSelect } from './plan-actions.ts'
import { facetCount, planFilter, withoutFacets } from './plan-search.ts'
import { SelectShown } from './select-shown.tsx'
import { useOpenedRow } from './use-opened-row.ts'
import { useRowHeight } from './use-row-height.ts'
import { useRowKeys } from './use-row-keys.ts'
import { useSelection } from './use-selection.ts'

const route = getRouteApi('/sync')

/** The rows of a plan: filtered, searched, opened, included and left out. */
export function ChangeList({ plan }: { plan: Plan }) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const filter = planFilter(search)
  const list = usePlaces('listChanges', { params: { id: plan.id }, query: filter })
  const { total } = list
  const opened = useOpenedRow(plan.id, filter, list, search.row)
  const selection = useSelection(plan.id)
  const selectable = useMayCall('selectChanges') && canSelect(plan)
  const rowHeight = useRowHeight()
  const [help, setHelp] = useState(false)
  const tellKeys = useCallback(() => setHelp(true), [])
  const [expanded, setExpanded] = useState<ReadonlySet<number>>(new Set())

  const open = useCallback(
    (row: number | undefined) =>
      void navigate({ search: (old) => ({ ...old, row }), resetScroll: false, replace: row === undefined }),
    [navigate],
  )
  const { mutate } = selection
  const toggle = useCallback(
    (change: PlanChange) => {
      if (selectable && change.applicable) mutate({ include: !change.included, ids: [change.id] })
    },
    [selectable, mutate],
  )
  const { cursor, setCurrent, focused } = useRowKeys({
    list,
    filter,
    row: search.row,
    place: opened.place,
    open,
    toggle,
    help: tellKeys,
  })
  const expand = useCallback(
    ({ id }: PlanChange) =>
      setExpanded((old) =>
        old.has(id) ? new Set([...old].filter((one) => one !== id)) : new Set(old).add(id),
      ),
    [],
  )
  const { placeOf } = list
  const show = useCallback(
    ({ id }: PlanChange) => {
      setCurrent(placeOf(id))
      open(id)
    },
    [open, placeOf, setCurrent],
  )

  return (
    <section aria-label="Changes">
      {plan.counts.length > 0 ? <ChangeFilters plan={plan} /> : null}
      {selection.error ? <ErrorNotice error={selection.error} advice="The selection is as it was." /> : null}
      <PagedRows
        list={list}
        label="Changes"
        rowHeight={rowHeight}
        cursor={cursor}
        head={
          <SelectShown plan={plan} filter={filter} total={total} selection={selection} isOld={list.isOld} />
        }
        empty={
          <NoRows
            filtered={facetCount(search) > 0}
            onClear={() => void navigate({ search: withoutFacets })}
          />
        }
      >
        {(change, index) => (
          <ChangeRow
            change={change}
            selectable={selectable}
            expanded={expanded.has(change.id)}
            current={index === cursor?.place}
            focused={index === cursor?.place && focused}
            onToggle={toggle}
            onExpand={expand}
            onOpen={show}
          />
        )}
      </PagedRows>
      {list.count > 0 ? <KeyHint /> : null}
      <KeysDialog keys={rowKeys} opened={help} onClose={() => setHelp(false)} />
      <ChangeDrawer
        opened={search.row !== undefined}
        change={opened.change}
        isPending={opened.isPending}
        selectable={selectable}
        onToggle={toggle}
        onClose={() => {
          if (search.row !== undefined) setCurrent(opened.place)
          open(undefined)
        }}
      />
    </section>
  )
}

function NoRows({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  return filtered ? (
    <EmptyState
      title="No change fits this filter"
      action={
        <Button variant="default" onClick={onClear}>
          Clear the filter
        </Button>
      }
    >
      Other changes are in the plan.
    </EmptyState>
  ) : (
    <EmptyState title="Both sides agree">
      <Text size="sm">There is nothing to create, change or remove on either side.</Text>
    </EmptyState>
  )
}
