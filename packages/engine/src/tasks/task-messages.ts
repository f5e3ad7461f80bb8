import type { ImpactStep, Progress } from '@bindery/contract'
import type { SealingKeys } from '../secrets/sealing-key.ts'
import type { DataPlace } from './data-place.ts'
import type { TaskTarget } from './task-context.ts'

export type TaskKind = 'preview' | 'apply'

/** What every thread of a process is given. */
export interface TaskPlace extends Pick<DataPlace, 'dataDir' | 'databaseUrl'> {
  readonly keys: SealingKeys
  readonly allowNetworks: readonly string[]
}

/** What a thread is given to do. `id` is that of the plan or of the run; of the directory to measure an impact on. */
export interface TaskInput extends TaskPlace {
  readonly kind: TaskKind | 'impact'
  readonly id: number
  readonly draft?: TaskTarget
}
/** From the thread. `done` comes last, when the store has the end state; an impact is told before, and kept nowhere. */
export type TaskReport =
  { readonly progress: Progress } | { readonly impact: ImpactStep } | { readonly done: true }
/** To the thread: a task, its cancellation, or that there will be no more. */
export type TaskOrder = { readonly run: TaskInput } | { readonly cancel: true } | { readonly end: true }

export const taskKey = (kind: TaskKind, id: number) => `${kind}:${id}`
