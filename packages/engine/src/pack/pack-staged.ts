import type { RuleView } from '@bindery/sync'
import { areSame } from './pack-plan-values.ts'

/** What the staging keeps of an entry. */
export interface StagedData {
  readonly view: readonly (readonly [ruleId: string, RuleView])[]
  readonly members: readonly string[]
  /** DNs of who is in a group without being among those. */
  readonly alsoMembers: readonly string[]
}

type Values = readonly string[]
/** Without `raw`: as the values. */
type PackedView = readonly [ruleId: string, values: Values, raw?: Values]

export const nothingStaged: StagedData = { view: [], members: [], alsoMembers: [] }

/** An entry as its row holds it: most values are the same in the directory and in account form. */
export function writeStaged({ view, members, alsoMembers }: StagedData): string {
  const packed = view.map(([ruleId, { values, raw }]): PackedView =>
    areSame(values, raw) ? [ruleId, values] : [ruleId, values, raw],
  )
  return JSON.stringify(members.length + alsoMembers.length === 0 ? [packed] : [packed, members, alsoMembers])
}

/** What `writeStaged` wrote. */
export function readStaged(text: string): StagedData {
  const [packed, members = [], alsoMembers = []] = JSON.parse(text) as readonly [
    readonly PackedView[],
    Values?,
    Values?,
  ]
  const view = packed.map(([ruleId, values, raw]) => [ruleId, { values, raw: raw ?? values }] as const)
  return { view, members, alsoMembers }
}
