import type { PlanChange } from '@bindery/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { countWords } from '../../components/count-words.ts'
import { call } from '../../api/call.ts'
import { query } from '../../api/query.ts'
import { announce } from '../../components/announce.tsx'
import type { PlanFilter } from './plan-search.ts'

type Target = { include: boolean; ids: number[] } | { include: boolean; filter: PlanFilter }
interface Page {
  readonly items: PlanChange[]
}

/** Marks the rows at once; what depends on them follows when the server has answered. */
function markRows(page: Page | undefined, ids: readonly number[], included: boolean) {
  return (
    page && {
      ...page,
      items: page.items.map((row) => (ids.includes(row.id) && row.applicable ? { ...row, included } : row)),
    }
  )
}

/** Includes or excludes rows, singly or by filter; counts, guard and hashes come back from the server. */
export function useSelection(planId: number) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (target: Target) => call('selectChanges', { params: { id: planId }, body: target }),
    scope: { id: `selection-${planId}` },
    onMutate: (target) => {
      if ('ids' in target)
        client.setQueriesData<Page>({ queryKey: ['listChanges', 'places'] }, (page) =>
          markRows(page, target.ids, target.include),
        )
    },
    onSuccess: (plan) => {
      client.setQueryData(query('getPlan', { params: { id: planId } }).queryKey, plan)
      announce(`${countWords(plan.included, 'change')} selected.`)
    },
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ['listChanges'] })
    },
  })
}
