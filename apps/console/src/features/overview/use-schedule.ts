import type { ScheduleState } from '@bindery/contract'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { call } from '../../api/call.ts'
import { query } from '../../api/query.ts'
import { announce } from '../../components/announce.tsx'

const lookAgainMilliseconds = 2000

/** How a directory's schedule stands, kept current, and the way to pause and resume it. */
export function useSchedule(directoryId: number) {
  const client = useQueryClient()
  const options = query('getSchedule', { params: { id: directoryId } })
  const schedule = useQuery({ ...options, refetchInterval: lookAgainMilliseconds })
  const lastAt = schedule.data?.last?.at
  // What it did is in every list.
  useEffect(() => {
    if (lastAt === undefined) return
    for (const name of ['listPlans', 'listRuns', 'listConflicts', 'overview'])
      void client.invalidateQueries({ queryKey: [name] })
  }, [client, lastAt])
  const keep = (words: string) => (state: ScheduleState) => {
    client.setQueryData(options.queryKey, state)
    announce(words)
  }
  const params = { params: { id: directoryId } }
  const pause = useMutation({
    mutationFn: () => call('pauseSchedule', params),
    onSuccess: keep('The schedule is paused.'),
  })
  const resume = useMutation({
    mutationFn: () => call('resumeSchedule', params),
    onSuccess: keep('The schedule goes on.'),
  })
  return { schedule, pause, resume }
}
