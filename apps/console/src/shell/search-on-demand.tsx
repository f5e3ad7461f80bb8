import { useHotkeys } from '@mantine/hooks'
import { lazy, Suspense, useCallback, useState } from 'react'

const Search = lazy(async () => ({ default: (await import('./search.tsx')).Search }))

/** Ctrl/Cmd-K, and `open`, for the search that is fetched when somebody first asks for it. */
export function useSearchOnDemand() {
  const [asked, setAsked] = useState(0)
  const open = useCallback(() => setAsked((times) => times + 1), [])
  useHotkeys([['mod+K', open]], [])
  return { asked, open }
}

/** The search, opened whenever `asked` has grown. */
export function SearchOnDemand({ asked }: { asked: number }) {
  if (asked === 0) return null
  return (
    <Suspense>
      <Search asked={asked} />
    </Suspense>
  )
}
