import type { Certificate, ProbedServer, ProbeStep, SamplePerson, Settings } from '@bindery/contract'
import type { Socket } from 'node:net'
import type { ServerAddress } from '../connect/parse-url.ts'
import type { Directory } from '../directory.ts'
import { failure } from '../problems.ts'
import type { ConnectOptions, DirectoryProblem, Entry } from '../types.ts'
import type { Wire } from '../wire/wire.ts'

/** What a test needs besides a connection: the settings under test, and how the sync would see a person. */
export interface ProbeOptions extends ConnectOptions {
  readonly settings: Settings
  /** Attributes that a sync would change in entries that are there already. */
  readonly pushed: { readonly people: readonly string[]; readonly groups: readonly string[] }
  readonly describeSample: (entry: Entry) => Pick<SamplePerson, 'mapped' | 'skipReason'>
}

/** What earlier steps found for later ones. */
export interface ProbeRun {
  readonly options: ProbeOptions
  addresses: readonly ServerAddress[]
  /** The first address that answers, and its socket until TLS takes it over. */
  reached: { readonly address: ServerAddress; readonly socket: Socket } | null
  wire: Wire | null
  directory: Directory | null
  people: number
  /** DN of the person that was shown. */
  sampleDn: string | null
}

type Detail = ProbeStep['details'][number]

/** How a step ended; a failure is thrown as `DirectoryError` or, with more to show, told. */
export interface StepOutcome {
  readonly state: 'ok' | 'warning' | 'skipped' | 'failed'
  readonly summary: string
  readonly details?: readonly Detail[]
  readonly error?: DirectoryProblem
  readonly certificates?: readonly Certificate[]
  readonly server?: ProbedServer
  readonly sample?: SamplePerson
}

/** What an earlier step must have left. */
export function required<Value>(value: Value | null): Value {
  if (value === null) throw failure('connection_lost')
  return value
}
