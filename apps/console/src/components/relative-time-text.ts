const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const steps = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** How long ago (or ahead) an instant is, in words; both in milliseconds since the epoch. */
export function relativeTime(then: number, now: number): string {
  const distance = then - now
  for (const [unit, size] of steps)
    if (Math.abs(distance) >= size) return words.format(Math.trunc(distance / size), unit)
  return 'just now'
}
