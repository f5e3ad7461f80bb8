import { useNavigate, useRouter } from '@tanstack/react-router'
import { call } from '../api/call.ts'

/**
 * Signs out, and starts over: nothing of what was seen stays in memory. A page with something unsaved is left first, so it
 * can ask.
 */
export function useSignOut(): () => Promise<void> {
  const router = useRouter()
  const navigate = useNavigate()
  return async () => {
    await navigate({ to: '/' })
    if (router.state.location.pathname !== '/') return
    await call('signOut', {})
    location.assign('/')
  }
}
