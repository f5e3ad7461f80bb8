import { createHash } from 'node:crypto'

/** A running hash over a plan's rows, in their order. */
export interface PlanHasher {
  /** What of a row was reviewed, as a list: the place says what is meant. Anything that JSON can hold. */
  add(row: readonly unknown[]): void
  /** Hex SHA-256 of the settings' version and every row; ends the hasher. */
  digest(): string
}

/** Starts the hash of a plan (rule 9). `settingsVersion` is null for a preview of unsaved settings. */
export function createPlanHasher(settingsVersion: number | null): PlanHasher {
  const hash = createHash('sha256').update(`${settingsVersion ?? 'draft'}\n`)
  return {
    add: (row) => void hash.update(`${JSON.stringify(row)}\n`),
    digest: () => hash.digest('hex'),
  }
}

/** A row that people decided otherwise than the plan proposes. */
export interface SelectionOverride {
  readonly changeId: number
  readonly included: boolean
}

/** Hex SHA-256 of a plan and what people decided about it; the order of the overrides does not matter. */
export function hashSelection(planHash: string, overrides: readonly SelectionOverride[]): string {
  const lines = overrides
    .toSorted((a, b) => a.changeId - b.changeId)
    .map(({ changeId, included }) => `${included ? '+' : '-'}${changeId}\n`)
  // At once: a hundred thousand small updates take ten times as long.
  return createHash('sha256')
    .update(`${planHash}\n${lines.join('')}`)
    .digest('hex')
}
