/** Masters may differ in their clocks by as much. */
const skewMs = 60_000

/** Entries that may change once more without getting another time, since a time has whole seconds. */
export interface RecentlyChanged {
  /** When an entry was changed last, as the server tells it. */
  note(id: Buffer, time: string): void
  ids(): Buffer[]
}

/**
 * Finds who changed shortly before the newest time that the server shows: its clock, not ours, says what is recent. That
 * time was perhaps not there yet when an entry was read, so as long as it all takes counts as well.
 */
export function findRecentlyChanged(elapsedMs: () => number): RecentlyChanged {
  let newest = 0
  let found: { readonly id: Buffer; readonly time: number }[] = []
  let full = 1000
  const isRecent = ({ time }: { readonly time: number }) => !(time < newest - skewMs - elapsedMs())
  const prune = () => {
    found = found.filter(isRecent)
    full = Math.max(1000, found.length * 2)
  }
  return {
    note(id, text) {
      const time = timeOf(text)
      if (time > newest) newest = time
      if (isRecent({ time })) found.push({ id, time })
      if (found.length >= full) prune()
    },
    ids() {
      prune()
      return found.map(({ id }) => id)
    },
  }
}

/** Of a generalized time (RFC 4517 §3.3.13) as servers write it; NaN: of another, which then counts as recent. */
const timeOf = (text: string): number =>
  Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d+)?Z$/, '$1-$2-$3T$4:$5:$6Z'))
