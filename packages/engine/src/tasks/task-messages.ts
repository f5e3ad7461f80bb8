import type { Progress } from '@bindery/contract'
import { join } from 'node:path'
import type { TaskTarget } from './task-context.ts'

export type TaskKind = 'preview' | 'apply'

/** What a worker is started with. `id` is that of the plan or of the run. */
export interface TaskInput {
  readonly dataDir: string
  readonly kind: TaskKind
  readonly id: number
  readonly draft?: TaskTarget
}
/** From the worker. `done` comes last, when the store has the end state. */
export type TaskReport = { readonly progress: Progress } | { readonly done: true }
/** To the worker. */
export interface TaskOrder {
  readonly cancel: true
}

export const taskKey = (kind: TaskKind, id: number) => `${kind}:${id}`

/** Where the embedded database lives. */
export const databaseFile = (dataDir: string) => join(dataDir, 'bindery.sqlite')
