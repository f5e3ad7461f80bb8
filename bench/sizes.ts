import type { CompanySize } from '@bindery/testbed'
import type { Limit } from './judge.ts'

export const sizeNames = ['10k', '100k', '1m'] as const
export type SizeName = (typeof sizeNames)[number]

/** The companies that are measured. */
export const sizes: Readonly<Record<SizeName, CompanySize>> = {
  '10k': { people: 10_000, groups: 1000, memberships: 200_000 },
  '100k': { people: 100_000, groups: 1000, memberships: 500_000 },
  '1m': { people: 1_000_000, groups: 1000, memberships: 500_000 },
}

/** What is measured, by the name it has in tables and results. */
export const figureNames = {
  dump: 'dump with ldapsearch',
  firstPreview: 'first preview',
  firstApply: 'first apply',
  firstSync: 'first preview and apply',
  processor: 'processor time of the first sync',
  settling: 'preview right after the apply',
  unchanged: 'preview of nothing new, read in full',
  unchangedByChanges: 'preview of nothing new',
  changes: 'preview after 100 changes',
  changesSync: 'preview and apply after 100 changes',
  changesUntold: 'preview after 100 changes, deletions untold',
  peak: 'peak memory of the server',
  modify: 'ldapmodify of 3,000 updates',
  push: 'push 3,000 updates',
  modifyFar: 'ldapmodify of the same, 10 ms away',
  pushFar: 'push 3,000 updates, 10 ms away',
  page: 'page of a plan, p95',
  pageBusy: 'page of a plan during a preview, p95',
  domainFull: 'Active Directory, read in full',
  domainChanges: 'Active Directory, 20 of 2,000 changed',
} as const
export type FigureName = (typeof figureNames)[keyof typeof figureNames]

const { firstSync, unchanged, changes, changesSync, changesUntold, peak, push, pushFar } = figureNames
const { page, pageBusy, domainChanges } = figureNames

const pushing = { [push]: { times: 1.1 }, [pushFar]: { times: 0.1 } }

/** The most that each figure may be, by size; what has none is only told. */
export const limits: Readonly<Record<SizeName, Partial<Record<FigureName, Limit>>>> = {
  '10k': {
    [firstSync]: { most: 5 },
    [changesSync]: { most: 1 },
    [peak]: { most: 250 },
    [domainChanges]: { times: 0.2 },
    ...pushing,
  },
  '100k': {
    [firstSync]: { times: 6 },
    [unchanged]: { times: 2 },
    [changes]: { times: 0.15 },
    [changesUntold]: { times: 1 },
    [peak]: { most: 250 },
    [page]: { most: 50 },
    [pageBusy]: { most: 50 },
    ...pushing,
  },
  '1m': { [peak]: { most: 300 } },
}

/** Ten times the people may take so many times as long. */
export const growthLimit = 11
/** A PostgreSQL may take so many times as long as SQLite. */
export const postgresLimit = 2
