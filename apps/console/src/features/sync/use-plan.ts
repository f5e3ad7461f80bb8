import type { Plan } from '@bindery/contract'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { query } from '../../api/query.ts'
import { subscribe } from '../../api/subscribe.ts'
import { announce } from '../../components/announce.tsx'

const endWords: Partial<Record<Plan['state'], string>> = {
  ready: 'The preview is ready.',
  failed: 'The preview failed.',
  cancelled: 'The preview was cancelled.',
}

/** A plan, followed live while it is being made. The server holds the work, so a reload finds it again. */
export function usePlan(id: number | undefined) {
  const client = useQueryClient()
  const plan = useQuery({ ...query('getPlan', { params: { id: id ?? 0 } }), enabled: id !== undefined })
  const running = plan.data?.state === 'running'
  useEffect(() => {
    if (id === undefined || !running) return
    const { queryKey } = query('getPlan', { params: { id } })
    const stop = subscribe(
      'planEvents',
      { params: { id } },
      {
        onItem: (item) => {
          client.setQueryData(queryKey, item)
          if (item.state === 'running') return
          stop()
          announce(`${endWords[item.state] ?? ''} ${item.sentence}`)
        },
        onProblem: () => void client.invalidateQueries({ queryKey }),
      },
    )
    return stop
  }, [client, id, running])
  // A short one has ended before it is first asked for: nothing is followed then.
  const ended = running ? undefined : plan.data?.id
  useEffect(() => {
    if (ended === undefined) return
    for (const name of ['listPlans', 'listConflicts']) void client.invalidateQueries({ queryKey: [name] })
  }, [client, ended])
  return plan
}
