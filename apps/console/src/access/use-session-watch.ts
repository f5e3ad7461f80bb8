import type { SignedIn } from '@bindery/contract'
import { focusManager, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { sessionQuery } from './session-query.ts'

/** Nobody has touched anything for so long: nobody is there. */
const restMilliseconds = 10 * 60_000
const signsOfLife = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchstart'] as const

/**
 * Sees to it that a session ends on time. What pages ask for by themselves counts as use of the session, so they rest while
 * nobody is there; and at the end of its time the session is looked at again.
 */
export function useSessionWatch(signedIn: SignedIn | undefined): void {
  const client = useQueryClient()
  const endsAt = signedIn?.endsAt
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stir = () => {
      clearTimeout(timer)
      focusManager.setFocused(undefined)
      timer = setTimeout(() => focusManager.setFocused(false), restMilliseconds)
    }
    stir()
    for (const sign of signsOfLife) addEventListener(sign, stir, { passive: true })
    return () => {
      clearTimeout(timer)
      for (const sign of signsOfLife) removeEventListener(sign, stir)
    }
  }, [])
  useEffect(() => {
    if (endsAt === undefined) return
    const look = () => void client.invalidateQueries({ queryKey: sessionQuery.queryKey })
    const timer = setTimeout(look, Math.max(0, Date.parse(endsAt) - Date.now()) + 1000)
    return () => clearTimeout(timer)
  }, [client, endsAt])
}
