import type { PlanChange } from '@bindery/contract'
import { useQuery } from '@tanstack/react-query'
import { rowsPerPage } from '../../api/places.ts'
import { query } from '../../api/query.ts'
import type { Places } from '../../lists/use-places.ts'
import type { PlanFilter } from './plan-search.ts'

/** The row in the address, and its place: after a reload it may be anywhere, so the server is asked for its page. */
export function useOpenedRow(
  planId: number,
  filter: PlanFilter,
  list: Places<PlanChange>,
  row: number | undefined,
) {
  const place = row === undefined ? undefined : list.placeOf(row)
  const asked = useQuery({
    ...query('listChanges', {
      params: { id: planId },
      query: { ...filter, near: row ?? 0, limit: rowsPerPage },
    }),
    enabled: row !== undefined && place === undefined && !list.isPending,
  })
  if (place !== undefined) return { place, change: list.itemAt(place), isPending: false }
  const index = asked.data?.items.findIndex(({ id }) => id === row) ?? -1
  return {
    place: asked.data && index >= 0 ? asked.data.at + index : undefined,
    change: asked.data?.items[index],
    isPending: row !== undefined && asked.isPending,
  }
}
