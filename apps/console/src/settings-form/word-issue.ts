interface Issue {
  readonly code?: string | undefined
  readonly message?: string | undefined
  readonly [key: string]: unknown
}

/** Words for what zod would say in its own jargon; undefined where a schema brings its own message. */
export function wordIssue(issue: Issue): string | undefined {
  const { code, minimum, maximum, origin, expected } = issue
  const number = origin === 'number' || origin === 'int'
  if (code === 'invalid_type')
    return expected === 'number' || expected === 'int' ? 'Enter a number' : 'Fill this in'
  if (code === 'too_small') return number ? `Enter ${String(minimum)} or more` : 'Fill this in'
  if (code === 'too_big')
    return number
      ? `Enter ${String(maximum)} or less`
      : `This is too long: at most ${String(maximum)} characters`
  return undefined
}
