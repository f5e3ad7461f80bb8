import { diffValues, labelOf, sameValue } from './diff-values.ts'
import { flattenSettings } from '@bindery/contract'
import { withFlatValue } from './with-flat-value.ts'
import type { FormValues } from './form-values.ts'
import { wordValue } from './word-value.ts'

/** A setting that two people changed to different values since `base`. */
export interface Clash {
  readonly key: string
  readonly label: string
  readonly base: string
  readonly mine: string
  readonly theirs: string
}

/** The settings that both changed and not alike. */
export function clashesOf(base: FormValues, mine: FormValues, theirs: FormValues): Clash[] {
  const old = flattenSettings(base)
  const ours = flattenSettings(mine)
  const others = flattenSettings(theirs)
  return diffValues(base, mine)
    .filter(({ key }) => {
      const other = others.get(key)
      return !sameValue(old.get(key), other) && !sameValue(ours.get(key), other)
    })
    .map(({ key, before, after }) => ({
      key,
      label: labelOf(key),
      base: before,
      mine: after,
      theirs: wordValue(others.get(key), key),
    }))
}

/** Their document with my changes on top, except where `keepTheirs` names the setting. */
export function mergeValues(
  base: FormValues,
  mine: FormValues,
  theirs: FormValues,
  keepTheirs: ReadonlySet<string>,
): FormValues {
  const ours = flattenSettings(mine)
  return diffValues(base, mine)
    .filter(({ key }) => !keepTheirs.has(key))
    .reduce((merged, { key }) => withFlatValue(merged, key, ours.get(key)), theirs)
}
