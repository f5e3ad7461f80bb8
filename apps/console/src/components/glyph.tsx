import { IconPlayerPauseFilled } from '@tabler/icons-react'

/**
 * A sign beside its word, hidden from people who listen. The pause sign is drawn, since many fonts lack it; others
 * are asked for in their text form, which some systems would draw as a picture.
 */
export function Glyph({ sign }: { sign: string }) {
  return (
    <span aria-hidden="true">{sign === '⏸' ? <IconPlayerPauseFilled size="0.85em" /> : `${sign}\uFE0E`}</span>
  )
}
