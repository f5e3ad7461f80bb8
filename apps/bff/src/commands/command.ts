import type { ServerOptions } from '../read-options.ts'

/** Something that the server's program can be asked for by name: `npm start -- <name> --data-dir …`. */
export interface Command {
  /** What it does, in one line of `--help`. */
  readonly summary: string
  /** What may come after its name, as `--help` writes it; absent: nothing. */
  readonly argument?: string
  /** What it throws ends the program with code 1: `StartError` and `DataError` in words, all else with its stack. */
  run(options: ServerOptions, argument?: string): Promise<void>
}
