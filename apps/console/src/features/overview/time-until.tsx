import { useEffect, useState } from 'react'
import { exactTime } from '../../components/exact-time.ts'

const words = new Intl.RelativeTimeFormat('en', { numeric: 'always' })

/** "in 8 seconds", counting; "now" when it has come. `at` is an ISO 8601 instant. */
export function TimeUntil({ at }: { at: string }) {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return (
    <time dateTime={at} title={exactTime(at)}>
      {wordUntil(Math.ceil((Date.parse(at) - now) / 1000))}
    </time>
  )
}

function wordUntil(seconds: number): string {
  if (seconds <= 0) return 'now'
  if (seconds < 90) return words.format(seconds, 'second')
  if (seconds < 90 * 60) return words.format(Math.round(seconds / 60), 'minute')
  if (seconds < 36 * 3600) return words.format(Math.round(seconds / 3600), 'hour')
  return words.format(Math.round(seconds / 86_400), 'day')
}
