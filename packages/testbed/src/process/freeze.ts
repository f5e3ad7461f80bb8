import { readdirSync, readFileSync } from 'node:fs'

/**
 * Stops a process and returns once every thread of it stands still: the signal alone reaches a thread that is at work
 * a moment later, and it may still answer.
 */
export function freeze(pid: number): void {
  process.kill(pid, 'SIGSTOP')
  while (!standsStill(pid));
}

function standsStill(pid: number): boolean {
  const threads = `/proc/${pid}/task`
  return readdirSync(threads).every((thread) => stateOf(`${threads}/${thread}`) === 'T')
}

/** One letter (proc(5)); undefined for a thread that has just ended. */
function stateOf(thread: string): string | undefined {
  try {
    // It follows the name, which is in brackets and may hold any character.
    return readFileSync(`${thread}/stat`, 'utf8').split(') ').at(-1)?.[0]
  } catch {
    return undefined
  }
}
