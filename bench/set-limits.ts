import type { Figure, Judged } from './judge.ts'
import { readResults, type Results, type StoreKind } from './results.ts'
import { figureNames, growthLimit, limits, postgresLimit, type FigureName, type SizeName } from './sizes.ts'

interface Ran {
  readonly size: SizeName
  readonly store: StoreKind
}

/**
 * Gives the figures their limits. Some are measured beside earlier results: a million people beside a hundred thousand
 * of the same store, PostgreSQL beside SQLite at the same size.
 */
export async function setLimits(figures: readonly Figure[], { size, store }: Ran): Promise<Figure[]> {
  const limited = figures.map((figure) => {
    const limit = limits[size][figure.name as FigureName]
    return limit ? { ...figure, limit } : figure
  })
  const own = store === 'postgres' ? limitBySqlite(limited, await readResults(size, 'sqlite')) : limited
  return size === '1m' ? [...own, ...growth(limited, await readResults('100k', store))] : own
}

const growing: readonly string[] = [figureNames.firstSync, figureNames.unchanged]

/** What ten times the people takes longer. Without earlier results there is nothing to measure it by. */
export function growth(figures: readonly Figure[], smaller: Results | null): Figure[] {
  return figures
    .filter(({ name }) => growing.includes(name))
    .map(({ name, unit, runs }) => ({
      name: `${name}, beside a tenth`,
      unit,
      runs,
      beside: { name: 'at 100k', runs: find(smaller, name)?.runs ?? [] },
      limit: { times: growthLimit },
    }))
}

/** Times may be so many times SQLite's; where a figure is beside another, it is that ratio which counts. */
export function limitBySqlite(figures: readonly Figure[], sqlite: Results | null): Figure[] {
  return figures.map((figure) => {
    const { limit } = figure
    if (limit === undefined || figure.unit !== 's') return figure
    const other = find(sqlite, figure.name)
    const most = (value: number | null | undefined) => postgresLimit * (value ?? NaN)
    return {
      ...figure,
      limit: 'times' in limit ? { times: most(other?.ratio) } : { most: most(other?.measured) },
    }
  })
}

const find = (results: Results | null, name: string): Judged | undefined =>
  results?.figures.find((figure) => figure.name === name)
