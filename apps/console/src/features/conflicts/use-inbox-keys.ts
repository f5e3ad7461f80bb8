import type { Conflict } from '@bindery/contract'
import { useEffect, useMemo, useState } from 'react'
import { useListKeys } from '../../lists/use-list-keys.ts'

interface Options {
  items: readonly Conflict[]
  current: Conflict | undefined
  show: (id: number) => void
  help: () => void
}

/** j and k walk the list, Esc comes back to it from the conflict, ? tells the keys. */
export function useInboxKeys({ items, current, show, help }: Options) {
  const [focused, setFocused] = useState(false)
  const found = items.findIndex((item) => item.id === current?.id)
  const handlers = useMemo(() => {
    const go = (step: number) => () => {
      const next = items[found < 0 ? 0 : Math.min(Math.max(found + step, 0), items.length - 1)]
      if (!next) return
      setFocused(true)
      show(next.id)
    }
    return { j: go(1), k: go(-1), '?': help }
  }, [items, found, show, help])
  useListKeys(handlers)
  useEffect(() => {
    const back = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !document.querySelector('[role="dialog"]')) setFocused(true)
    }
    const away = () => setFocused(false)
    window.addEventListener('keydown', back)
    window.addEventListener('pointerdown', away)
    return () => {
      window.removeEventListener('keydown', back)
      window.removeEventListener('pointerdown', away)
    }
  }, [])
  return { cursor: found < 0 ? undefined : found, focused, leaveList: () => setFocused(false) }
}
