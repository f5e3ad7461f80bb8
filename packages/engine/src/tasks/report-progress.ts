import type { Progress } from '@bindery/contract'
import type { Database } from '@bindery/store'
import type { TaskInput } from './task-messages.ts'

const tellMilliseconds = 100
const keepMilliseconds = 1000

export interface Reporter {
  progress(progress: Progress): void
  /** Waits for what is being written. */
  settle(): Promise<void>
}

/**
 * Tells progress ten times a second at most, and keeps that of a plan or a run in the store about once, for who asks
 * after a reload.
 */
export function createReporter(options: {
  readonly db: Database
  readonly kind: TaskInput['kind']
  readonly id: number
  readonly tell: (progress: Progress) => void
  readonly milliseconds: () => number
}): Reporter {
  const { db, kind, id, tell, milliseconds } = options
  let phase = ''
  let told = 0
  let kept = milliseconds()
  let writing = Promise.resolve()
  const keep = async (progress: Progress) => {
    await db
      .updateTable(kind === 'preview' ? 'plans' : 'runs')
      .set({ progress: JSON.stringify(progress) })
      .where('id', '=', id)
      .where('state', '=', 'running')
      .execute()
  }
  return {
    progress(progress) {
      const now = milliseconds()
      if (progress.phase !== phase || now - told >= tellMilliseconds) {
        phase = progress.phase
        told = now
        tell(progress)
      }
      if (kind === 'impact' || now - kept < keepMilliseconds) return
      kept = now
      // Progress is a courtesy: a write that fails must not end the task; the task's own writes will say it.
      writing = writing.then(() => keep(progress)).catch(() => undefined)
    },
    settle: () => writing,
  }
}
