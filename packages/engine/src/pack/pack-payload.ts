import type { PlanValue } from '@bindery/contract'
import type { LocalValues } from '@bindery/sync'
import type { Payload } from '../apply/apply-job.ts'
import { packBases, unpackBases, type LeftBehind, type PackedBases } from './pack-bases.ts'
import { areSame, readPlanValues } from './pack-plan-values.ts'

/** A payload as its column holds it: what the row's values say already is not said again. */
type PackedPayload = Omit<Payload, 'values' | 'bases'> & {
  /** 1: what the row leaves behind. */
  readonly values?: LocalValues | 1
  readonly bases?: PackedBases
}

/** The payload of a plan row whose values are these. */
export function writePayload(payload: Payload, rowValues: readonly PlanValue[]): string {
  const { values, bases, ...rest } = payload
  const packed: PackedPayload = {
    ...rest,
    ...(values && { values: leavesThese(rowValues, values) ? 1 : values }),
    ...(bases && { bases: packBases(bases, leftBehind(rowValues)) }),
  }
  return JSON.stringify(packed)
}

/** What `writePayload` wrote, from the same row's columns; whoever has read the row's values already gives them. */
export function readPayload(
  row: { readonly payload: string; readonly values: string },
  read?: readonly PlanValue[],
): Payload {
  const { values, bases, ...rest } = JSON.parse(row.payload) as PackedPayload
  if (!values && !bases) return rest
  const rowValues = read ?? readPlanValues(row.values)
  return {
    ...rest,
    ...(values && { values: values === 1 ? attributesLeft(rowValues) : values }),
    ...(bases && { bases: unpackBases(bases, leftBehind(rowValues)) }),
  }
}

const leftBehind = (values: readonly PlanValue[]): LeftBehind =>
  new Map(values.map(({ ruleId, after }) => [ruleId, after]))

const attributesLeft = (values: readonly PlanValue[]): LocalValues =>
  Object.fromEntries(values.flatMap(({ attribute, after }) => (after ? [[attribute, after]] : [])))

/** No values and no such attribute are the same. */
function leavesThese(rowValues: readonly PlanValue[], values: LocalValues): boolean {
  const left = attributesLeft(rowValues)
  const named = Object.entries(values).filter(([, those]) => those.length > 0)
  return (
    named.length === Object.keys(left).length &&
    named.every(([attribute, those]) => areSame(those, left[attribute] ?? []))
  )
}
