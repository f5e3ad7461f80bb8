import { useLocalStorage } from '@mantine/hooks'
import { useEffect } from 'react'

/** Settings that work as they come: looking at them is all a newcomer has to do. */
export type SeenPage = 'mapping' | 'policy'

const stored = {
  key: 'bindery-seen-settings',
  defaultValue: [] as string[],
  getInitialValueInEffect: false,
}

/** Which settings pages this browser has shown, as `page:directory`. */
export function useSeenPages() {
  const [seen] = useLocalStorage(stored)
  return (page: SeenPage, directoryId: number) => seen.includes(`${page}:${directoryId}`)
}

/** Notes that a page was looked at, for the checklist of the overview. */
export function useMarkSeen(page: SeenPage, directoryId: number) {
  const [, setSeen] = useLocalStorage(stored)
  useEffect(() => {
    const mark = `${page}:${directoryId}`
    setSeen((old) => (old.includes(mark) ? old : [...old, mark]))
  }, [page, directoryId, setSeen])
}
