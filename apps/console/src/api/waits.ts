import { useSyncExternalStore } from 'react'

/** What a call waits for before it can go on: that somebody signs in again, or shows again who they are. */
export type WaitKind = 'sign-in' | 'proof'

export interface Wait {
  /** In the server's words. */
  readonly why: string
  readonly ended: Promise<boolean>
  readonly end: (goOn: boolean) => void
}

const waits = new Map<WaitKind, Wait>()
const listeners = new Set<() => void>()

function tell() {
  for (const listener of listeners) listener()
}

/**
 * Has the person asked for what a call lacks; all calls that lack the same wait together.
 * @returns whether it is there now; false when they would rather not
 */
export async function waitFor(kind: WaitKind, why: string, signal?: AbortSignal): Promise<boolean> {
  let wait = waits.get(kind)
  if (!wait) {
    const { promise, resolve } = Promise.withResolvers<boolean>()
    wait = { why, ended: promise, end: resolve }
    waits.set(kind, wait)
    tell()
  }
  const { ended } = wait
  if (!signal) return ended
  signal.throwIfAborted()
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const abort = () =>
    reject(signal.reason instanceof Error ? signal.reason : new DOMException('', 'AbortError'))
  signal.addEventListener('abort', abort)
  return Promise.race([ended, aborted]).finally(() => signal.removeEventListener('abort', abort))
}

/** Ends a wait: its calls go on, or fail as they would have. */
export function endWait(kind: WaitKind, goOn: boolean): void {
  const wait = waits.get(kind)
  waits.delete(kind)
  wait?.end(goOn)
  tell()
}

function subscribeTo(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** What is being waited for, for whoever asks the person for it. */
export function useWait(kind: WaitKind): Wait | undefined {
  return useSyncExternalStore(subscribeTo, () => waits.get(kind))
}
