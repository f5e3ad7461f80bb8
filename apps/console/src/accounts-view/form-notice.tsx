import { useEffect, useRef, type ReactNode } from 'react'

/** What a form was refused for, above its fields; brought into view, since the button is below them. */
export function FormNotice({ children }: { children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // Newer browsers return a promise, which an effect must not.
    place.current?.scrollIntoView({ block: 'center' })
  }, [])
  return <div ref={place}>{children}</div>
}
