import type { RuleBase } from '@bindery/sync'
import { areSame } from './pack-plan-values.ts'

type Values = readonly string[]
export type Bases = Readonly<Record<string, RuleBase | null>>

/** A base by the places of its parts; what is last and as for most is left out. Null: there is none any more. */
type PackedBase = [
  fingerprint: string,
  /** 0: those that the row leaves behind by this rule. */
  values?: Values | 0,
  /** 0: as the values. */
  raw?: Values | 0,
  former?: Values,
]
export type PackedBases = Readonly<Record<string, PackedBase | null>>
/** What a plan row leaves behind, by rule. */
export type LeftBehind = ReadonlyMap<string, Values | null>

/** Bases as a plan row holds them: who is created has the values that the row shows already. */
export function packBases(bases: Bases, left: LeftBehind = new Map()): PackedBases {
  return Object.fromEntries(
    Object.entries(bases).map(([ruleId, base]) => [ruleId, base && pack(base, left.get(ruleId))]),
  )
}

/** What `packBases` packed, beside the same row. */
export function unpackBases(
  packed: PackedBases,
  left: LeftBehind = new Map(),
): Record<string, RuleBase | null> {
  return Object.fromEntries(
    Object.entries(packed).map(([ruleId, base]) => [ruleId, base && unpack(base, left.get(ruleId) ?? [])]),
  )
}

/** Bases as a link holds them. */
export const writeBases = (bases: Readonly<Record<string, RuleBase>>): string =>
  JSON.stringify(packBases(bases))

/** What `writeBases` wrote, or `{}`. */
export const readBases = (text: string): Record<string, RuleBase> =>
  unpackBases(JSON.parse(text) as PackedBases) as Record<string, RuleBase>

/** The base of one rule, of what `writeBases` wrote. */
export function readBase(text: string, ruleId: string): RuleBase | undefined {
  const packed = (JSON.parse(text) as PackedBases)[ruleId]
  return packed ? unpack(packed, []) : undefined
}

function pack({ fingerprint, values, raw, former }: RuleBase, left: Values | null = null): PackedBase {
  const packed: PackedBase = [fingerprint]
  const isLeft = left !== null && areSame(values, left)
  const isRaw = areSame(values, raw)
  if (!isLeft || !isRaw || former) packed.push(isLeft ? 0 : values)
  if (!isRaw || former) packed.push(isRaw ? 0 : raw)
  if (former) packed.push(former)
  return packed
}

function unpack([fingerprint, values = 0, raw = 0, former]: PackedBase, left: Values): RuleBase {
  const whole = values === 0 ? left : values
  return { fingerprint, values: whole, raw: raw === 0 ? whole : raw, ...(former && { former }) }
}
