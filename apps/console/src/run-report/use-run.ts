import { useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { query } from '../api/query.ts'
import { subscribe } from '../api/subscribe.ts'
import { announce } from '../components/announce.tsx'

/** What an apply changes elsewhere. */
const touched = [
  'getPlan',
  'listPlans',
  'listRuns',
  'listOperations',
  'listPeople',
  'getPerson',
  'listGroups',
  'getGroup',
  'listHolds',
  'listConflicts',
  'overview',
]

/** What a run that has just started touches is old from now on: it may have ended before anybody asks how it is. */
export async function outdateTouched(client: QueryClient): Promise<void> {
  for (const name of touched) await client.invalidateQueries({ queryKey: [name], refetchType: 'none' })
}

/** What a run that has ended touched is asked for anew, where it is on screen. */
export function refreshTouched(client: QueryClient): void {
  for (const name of touched) void client.invalidateQueries({ queryKey: [name] })
}

/** A run, followed live while it works; survives a reload because the server is asked, not remembered. */
export function useRun(id: number | null) {
  const client = useQueryClient()
  const options = query('getRun', { params: { id: id ?? 0 } })
  const run = useQuery({ ...options, enabled: id !== null })
  const running = run.data?.state === 'running'
  useEffect(() => {
    if (id === null || !running) return
    const { queryKey } = query('getRun', { params: { id } })
    const refresh = () => void client.invalidateQueries({ queryKey })
    const stop = subscribe(
      'runEvents',
      { params: { id } },
      {
        onItem: (item) => {
          client.setQueryData(queryKey, item)
          if (item.state === 'running') return
          stop()
          announce(`The run ended: ${item.sentence}`)
          refreshTouched(client)
        },
        onProblem: refresh,
      },
    )
    return stop
  }, [client, id, running])
  return run
}
