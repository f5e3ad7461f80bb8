import { useEffect, useState } from 'react'

const words = new Intl.RelativeTimeFormat('en', { numeric: 'always' })
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' })

/** "in 8 seconds", counting; "now" when it has come. `at` is an ISO 8601 instant. */
export function TimeUntil({ at }: { at: string }) {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const then = new Date(at)
  return (
    <time dateTime={at} title={exact.format(then)}>
      {wordUntil(Math.ceil((then.getTime() - now) / 1000))}
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
