import { useEffect, useState } from 'react'
import { exactTime } from './exact-time.ts'
import { relativeTime } from './relative-time-text.ts'

/** "4 minutes ago", kept current, with the exact time as title. `at` is an ISO 8601 instant. */
export function RelativeTime({ at }: { at: string }) {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000)
    return () => clearInterval(timer)
  }, [])
  return (
    <time dateTime={at} title={exactTime(at)}>
      {relativeTime(Date.parse(at), now)}
    </time>
  )
}
