import { useEffect, useState } from 'react'
import { relativeTime } from './relative-time-text.ts'

const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })

/** "4 minutes ago", kept current, with the exact time as title. `at` is an ISO 8601 instant. */
export function RelativeTime({ at }: { at: string }) {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000)
    return () => clearInterval(timer)
  }, [])
  const then = new Date(at)
  return (
    <time dateTime={at} title={exact.format(then)}>
      {relativeTime(then.getTime(), now)}
    </time>
  )
}
