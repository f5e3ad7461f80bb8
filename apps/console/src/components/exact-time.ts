const words = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })

/** An ISO 8601 instant to the second, as the browser's owner writes it. */
export const exactTime = (at: string): string => words.format(new Date(at))
