import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { call } from '../../api/call.ts'
import { announce } from '../../components/announce.tsx'

/** Starts a preview of the saved settings and shows it. */
export function usePreview(directoryId: number) {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: () => call('startPreview', { params: { id: directoryId }, body: {} }),
    onSuccess: async ({ planId }) => {
      announce('The preview has started.')
      await navigate({ to: '/sync', search: { plan: planId } })
      await client.invalidateQueries({ queryKey: ['listPlans'] })
    },
  })
}
