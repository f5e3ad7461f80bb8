import { type Figure, type Unit } from './judge.ts'
import { figureNames, type FigureName } from './sizes.ts'

/** What was measured so far, run by run. */
export interface Samples {
  add(name: FigureName, value: number): void
  /** A figure of what was added under its name, beside the dump or another name. */
  figure(name: FigureName, unit: Unit, beside?: FigureName): Figure
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
      ...(beside && {
        beside: { name: beside === figureNames.dump ? 'dump' : beside, runs: runsOf(beside) },
      }),
    }),
  }
}
