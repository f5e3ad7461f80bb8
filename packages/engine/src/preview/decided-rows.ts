import type { Reason } from '@bindery/contract'
import type { FoundConflict } from './found-conflict.ts'

/** What a pair's values are parted into on each side: decided or not, status or not. */
export const rowsOfAPair = [
  [false, false],
  [false, true],
  [true, false],
  [true, true],
] as const

/** A row that people decided has its own reason, and says of which conflict. */
export function reasonOf(
  decided: boolean,
  otherwise: Reason,
  conflict: FoundConflict | null,
): { readonly reason: Reason; readonly conflict?: FoundConflict } {
  return decided && conflict ? { reason: 'decided', conflict } : { reason: otherwise }
}
