import { parseArgs } from 'node:util'
import type { StoreKind } from './results.ts'
import { sizeNames, type SizeName } from './sizes.ts'

export const parts = ['sync', 'untold', 'pages', 'push', 'domain'] as const
export type Part = (typeof parts)[number]

export interface Flags {
  readonly size: SizeName
  readonly store: StoreKind
  readonly parts: readonly Part[]
  /** One part alone. */
  readonly only: boolean
  readonly runs: number
  readonly check: boolean
  /** Write CPU profiles instead of measuring. */
  readonly profile: boolean
  /** Write the last results into docs/performance.md instead of measuring. */
  readonly writeDocs: boolean
  /** Where the results go; undefined: to the last results, if all parts were run. */
  readonly json: string | undefined
}

/** What each size measures unless told otherwise: what has a limit there. */
const partsOf: Readonly<Record<SizeName, readonly Part[]>> = {
  '10k': ['sync', 'push', 'domain'],
  '100k': ['sync', 'untold', 'pages', 'push'],
  '1m': ['sync'],
}

/** Reads `[10k|100k|1m] [--store sqlite|postgres] [--only PART] [--runs N] [--check] [--json FILE] [--profile] [--write-docs]`. */
export function readFlags(args: readonly string[]): Flags {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      store: { type: 'string', default: 'sqlite' },
      only: { type: 'string' },
      runs: { type: 'string', default: '3' },
      check: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
      'write-docs': { type: 'boolean', default: false },
      json: { type: 'string' },
    },
  })
  const size = oneOf('size', sizeNames, positionals[0] ?? '10k')
  const { only, check, profile, json } = values
  return {
    size,
    store: oneOf('store', ['sqlite', 'postgres'], values.store),
    // Samba runs as root only.
    parts: only
      ? [oneOf('part', parts, only)]
      : partsOf[size].filter((part) => part !== 'domain' || process.getuid?.() === 0),
    runs: runsOf(values.runs),
    only: only !== undefined,
    check,
    profile,
    writeDocs: values['write-docs'],
    json,
  }
}

function runsOf(given: string): number {
  if (!/^[1-9]\d?$/.test(given)) throw new Error(`“${given}” is no number of runs`)
  return Number(given)
}

function oneOf<Name extends string>(what: string, names: readonly Name[], given: string): Name {
  const found = names.find((name) => name === given)
  if (found === undefined) throw new Error(`“${given}” is no ${what}: choose ${names.join(', ')}`)
  return found
}
