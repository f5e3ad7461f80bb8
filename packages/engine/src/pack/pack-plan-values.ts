import type { PlanValue } from '@bindery/contract'

type Values = readonly string[]
/** What stands for values that are those of this side. */
const sides = ['accounts', 'directory'] as const

/** A value by the places of its parts; what is last and as in most rows is left out. */
type PackedValue = [
  attribute: string,
  ruleId: string,
  accounts?: Values,
  directory?: Values,
  after?: Values | 0 | 1 | null,
  base?: Values | null,
  why?: string,
  overwritten?: 1,
]

/**
 * The values of a plan row as its column holds them: there are eight of them in each of a hundred thousand rows, and most
 * say the same value twice. The same values always make the same text.
 */
export function writePlanValues(values: readonly PlanValue[]): string {
  return JSON.stringify(values.map(pack))
}

/** What `writePlanValues` wrote. */
export function readPlanValues(text: string): PlanValue[] {
  return (JSON.parse(text) as PackedValue[]).map(unpack)
}

function pack(value: PlanValue): PackedValue {
  const { attribute, ruleId, accounts, directory, base, why, overwritten } = value
  const packed: PackedValue = [attribute, ruleId, accounts, directory, packAfter(value)]
  if (base !== null || why !== '' || overwritten) packed.push(base)
  if (why !== '' || overwritten) packed.push(why)
  if (overwritten) packed.push(1)
  return packed
}

function packAfter(value: PlanValue): Values | 0 | 1 | null {
  const { after } = value
  if (after === null) return null
  if (areSame(after, value.directory)) return 1
  return areSame(after, value.accounts) ? 0 : after
}

function unpack([
  attribute,
  ruleId,
  accounts = [],
  directory = [],
  after,
  base,
  why,
  overwritten,
]: PackedValue) {
  const value = {
    attribute,
    ruleId,
    base: base == null ? null : [...base],
    accounts: [...accounts],
    directory: [...directory],
  }
  const left = typeof after === 'number' ? value[sides[after]] : after
  return { ...value, after: left == null ? null : [...left], why: why ?? '', overwritten: overwritten === 1 }
}

/** Whether two lists hold the same values in the same order. */
export function areSame(one: Values, other: Values): boolean {
  return one === other || (one.length === other.length && one.every((value, index) => value === other[index]))
}
