const minute = 60_000

/** A session that nobody uses for this long is over; NIST SP 800-63B §2.2.3. */
export const idleMilliseconds = 60 * minute
/** However busy it is, it is over after this long. */
export const absoluteMilliseconds = 12 * 60 * minute
/** Showing who one is holds for so long, for what asks for it again. */
export const proofMilliseconds = 10 * minute

export const later = (at: Date, milliseconds: number) => new Date(at.getTime() + milliseconds)
