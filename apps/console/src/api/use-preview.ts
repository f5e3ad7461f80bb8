import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { announce } from '../components/announce.tsx'
import { call } from './call.ts'

/** What is asked of a preview: as ever, to propose re-linking who has a new stable id, or to read everything. */
type Asked = 'preview' | 'relink' | 'full'

const bodies = { preview: {}, relink: { relink: true }, full: { full: true } } as const

/** Starts a preview of the saved settings and shows it. */
export function usePreview(directoryId: number) {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: (asked: Asked) =>
      call('startPreview', {
        params: { id: directoryId },
        body: bodies[asked],
      }),
    onSuccess: async ({ planId }) => {
      announce('The preview has started.')
      await navigate({ to: '/sync', search: { plan: planId } })
      await client.invalidateQueries({ queryKey: ['listPlans'] })
    },
  })
}
