import type { Conflict, ConflictFilter } from '@bindery/contract'
import { useState } from 'react'
import { useDecide } from './use-decide.ts'

/**
 * Deciding one after the other: what no longer fits the list leaves it and the next one comes up. `last` is what was
 * decided a moment ago; when it is taken back it comes up again.
 */
export function useDecideNext(
  items: readonly Conflict[],
  filter: ConflictFilter,
  show: (id: number | undefined) => void,
) {
  const [last, setLast] = useState<Conflict>()
  const deciding = useDecide((done) => {
    if (filter.state === undefined) return
    if (done.state === filter.state) {
      if (last?.id === done.id) show(done.id)
      setLast(undefined)
      return
    }
    setLast(done.state === 'decided' ? done : undefined)
    const at = items.findIndex(({ id }) => id === done.id)
    show((items[at + 1] ?? items[at - 1])?.id)
  })
  return { deciding, last }
}
