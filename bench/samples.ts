import { type Figure, type Unit } from './judge.ts'
import { figureNames, type FigureName } from './sizes.ts'

/** What was measured so far, run by run. */
export interface Samples {
  add(name: FigureName, value: number): void
  /** A figure of what was added under its name, beside the dump or another name. */
  figure(name: FigureName, unit: Unit, beside?: FigureName): Figure
}

const { dump, modify, modifyFar, domainFull } = figureNames
/** What others are beside, as it is called there. */
const shortNames: Partial<Record<FigureName, string>> = {
  [dump]: 'dump',
  [modify]: 'ldapmodify',
  [modifyFar]: 'ldapmodify',
  [domainFull]: 'in full',
}

export function createSamples(): Samples {
  const taken = new Map<FigureName, number[]>()
  const runsOf = (name: FigureName) => taken.get(name) ?? []
  return {
    add: (name, value) => void taken.set(name, [...runsOf(name), value]),
    figure: (name, unit, beside) => ({
      name,
      unit,
      runs: runsOf(name),
      ...(beside && { beside: { name: shortNames[beside] ?? beside, runs: runsOf(beside) } }),
    }),
  }
}
