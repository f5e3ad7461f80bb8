/** A list as it can be drawn: how many rows there are, and those that have come in. */
export interface Rows<Item> {
  /** Of the rows that have a place in the list. */
  readonly count: number
  /** Of all rows, loaded or not. */
  readonly total: number
  /** Undefined: not there yet. */
  readonly itemAt: (index: number) => Item | undefined
  /** What tells a row from the others. A new function has every row's place computed anew: keep it. */
  readonly keyAt: (index: number) => number
  /** Told which rows are on screen, from the first to the last. */
  readonly onRange: (first: number, last: number) => void
  readonly error: Error | null
  readonly isPending: boolean
  /** A changed filter is loading; what is shown is older. */
  readonly isOld: boolean
  readonly retry: () => void
}
