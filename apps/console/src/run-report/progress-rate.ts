import type { Progress } from '@bindery/contract'

/** Progress at a moment, in milliseconds. */
export interface Sample {
  readonly at: number
  readonly phase: Progress['phase']
  readonly done: number
}
const windowMilliseconds = 8_000

/** Adds a sample; keeps those of the same phase in the last eight seconds, so that the rate follows the present. */
export function addSample(samples: readonly Sample[], next: Sample): Sample[] {
  return [
    ...samples.filter(({ at, phase }) => phase === next.phase && next.at - at <= windowMilliseconds),
    next,
  ]
}

/** Items per second and seconds left; null while there is too little to tell (under a second, or no movement). */
export function estimate(
  samples: readonly Sample[],
  total: number | null,
): { perSecond: number | null; secondsLeft: number | null } {
  const [first, last] = [samples[0], samples.at(-1)]
  if (!first || !last || last.at - first.at < 1_000 || last.done <= first.done)
    return { perSecond: null, secondsLeft: null }
  const perSecond = ((last.done - first.done) * 1_000) / (last.at - first.at)
  return { perSecond, secondsLeft: total === null ? null : Math.max(0, (total - last.done) / perSecond) }
}

/** A duration in words, coarse on purpose: an estimate to the second would be a lie. */
export function wordSeconds(seconds: number): string {
  if (seconds < 5) return 'a few seconds left'
  if (seconds < 90) return `about ${Math.round(seconds / 5) * 5} s left`
  return `about ${Math.round(seconds / 60)} min left`
}
