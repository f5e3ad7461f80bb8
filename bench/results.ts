import { readFile } from 'node:fs/promises'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { CompanySize } from '@bindery/testbed'
import type { Judged } from './judge.ts'
import type { SizeName } from './sizes.ts'

export type StoreKind = 'sqlite' | 'postgres'

/** What one run of the bench leaves behind. */
export interface Results {
  readonly at: string
  readonly machine: Machine
  readonly size: SizeName
  readonly company: CompanySize
  readonly store: StoreKind
  readonly figures: readonly Judged[]
}

export interface Machine {
  readonly processor: string
  readonly cores: number
  readonly gigabytes: number
  readonly system: string
  readonly node: string
  readonly slapd: string
}

export const resultsFolder = fileURLToPath(new URL('results', import.meta.url))

/** Where the last results of a size and a store are kept. */
export const resultsFile = (size: SizeName, store: StoreKind): string =>
  `${resultsFolder}/${size}-${store}.json`

/** The last results of a size and a store; null when there are none. */
export async function readResults(size: SizeName, store: StoreKind): Promise<Results | null> {
  try {
    return JSON.parse(await readFile(resultsFile(size, store), 'utf8')) as Results
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

export function describeMachine(): Machine {
  // It tells its version among its words on standard error.
  const told = spawnSync('slapd', ['-VV'], { env: { PATH: '/usr/sbin:/usr/local/sbin' }, encoding: 'utf8' })
  return {
    processor: cpus()[0]?.model ?? '',
    cores: availableParallelism(),
    gigabytes: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${process.arch}`,
    node: process.version,
    slapd: /slapd (\d[\d.]*)/.exec(`${told.stderr}${told.stdout}`)?.[1] ?? '',
  }
}
