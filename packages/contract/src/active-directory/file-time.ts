/** Milliseconds between 1601-01-01, where a FILETIME begins, and 1970-01-01. */
const epochMs = 11_644_473_600_000n
const ticksPerMs = 10_000n

/** The time of a FILETIME: 100 ns since 1601-01-01 UTC, in decimal (MS-DTYP §2.3.3); null for none that a date can hold. */
export function fileTimeDate(value: string): Date | null {
  if (!/^\d{1,19}$/.test(value)) return null
  const date = new Date(Number(BigInt(value) / ticksPerMs - epochMs))
  return Number.isNaN(date.getTime()) ? null : date
}
