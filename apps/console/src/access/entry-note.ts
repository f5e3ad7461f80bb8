import { useSyncExternalStore } from 'react'

/**
 * What is told of how one came in, or did not: why the way over a provider came to nothing, as the address that it led
 * back to has it; or how many recovery codes are left after one was used.
 */
export type EntryNote = { readonly problem: string } | { readonly codesLeft: number }

const problem = location.pathname === '/sign-in' ? new URLSearchParams(location.search).get('problem') : null
let note: EntryNote | null = problem === null ? null : { problem }
const listeners = new Set<() => void>()

/** Has it told until it is closed; null: there is nothing to tell any more. */
export function setEntryNote(next: EntryNote | null): void {
  note = next
  for (const listener of listeners) listener()
}

function subscribeTo(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** What is to be told; null: nothing. */
export const useEntryNote = () => useSyncExternalStore(subscribeTo, () => note)
