import type { Run } from '@bindery/contract'
import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { call } from '../api/call.ts'
import { query } from '../api/query.ts'
import { announce } from '../components/announce.tsx'
import { ErrorNotice } from '../components/error-notice.tsx'

/** Goes on with a run that was cut short: what is in doubt is looked up first, then the rest is tried. */
export function ResumeButton({ run }: { run: Run }) {
  const client = useQueryClient()
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => call('resumeRun', { params: { id: run.id } }),
    onSuccess: async () => {
      announce('The run goes on.')
      await client.invalidateQueries({ queryKey: query('getRun', { params: { id: run.id } }).queryKey })
    },
  })
  return (
    <>
      {error ? <ErrorNotice error={error} retry={() => mutate()} /> : null}
      <Button onClick={() => mutate()} loading={isPending}>
        Resume the run
      </Button>
    </>
  )
}
