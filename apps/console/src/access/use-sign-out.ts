import { useMutation } from '@tanstack/react-query'
import { useNavigate, useRouter } from '@tanstack/react-router'
import { call } from '../api/call.ts'
import { toProblem } from '../api/problem.ts'

/**
 * Signs out, and starts over: nothing of what was seen stays in memory. A page with something unsaved is left first, so it
 * can ask.
 */
export function useSignOut() {
  const router = useRouter()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: async () => {
      await navigate({ to: '/' })
      if (router.state.location.pathname !== '/') return
      await call('signOut', {}).catch((error: unknown) => {
        if (toProblem(error).code !== 'signed_out') throw error
      })
      location.assign('/')
    },
  })
}
