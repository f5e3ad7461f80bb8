import { useMediaQuery } from '@mantine/hooks'

const atOnce = { getInitialValueInEffect: false }

/**
 * How tall a row is whose effect fits in one line, in pixels, at this width of the window: what change-row.module.css makes
 * of it. Most rows are, and a list of which the most are as expected is laid out once.
 */
export function useRowHeight(): number {
  const isFolded = useMediaQuery('(max-width: 75em)', false, atOnce)
  const isCard = useMediaQuery('(max-width: 48em)', false, atOnce)
  return isCard ? 122 : isFolded ? 71 : 49
}
