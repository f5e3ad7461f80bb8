import { ActionIcon } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'

interface Props {
  name: string
  /** From 1. */
  place: number
  of: number
  onMove: (by: -1 | 1) => void
}

/** Moves a row of an ordered list one place; the button that was pressed keeps the focus, wherever the row goes. */
export function MoveButtons({ name, place, of, onMove }: Props) {
  const up = useRef<HTMLButtonElement>(null)
  const down = useRef<HTMLButtonElement>(null)
  const pressed = useRef<-1 | 1>(null)
  useEffect(() => {
    const [same, opposite] = pressed.current === -1 ? [up, down] : [down, up]
    if (pressed.current) (same.current?.disabled ? opposite : same).current?.focus()
    pressed.current = null
  })
  const move = (by: -1 | 1) => {
    pressed.current = by
    onMove(by)
  }
  const look = { size: 32, variant: 'subtle', color: 'gray' }
  return (
    <>
      <ActionIcon
        {...look}
        ref={up}
        aria-label={`Move ${name} up`}
        disabled={place === 1}
        onClick={() => move(-1)}
      >
        <IconArrowUp size={16} />
      </ActionIcon>
      <ActionIcon
        {...look}
        ref={down}
        aria-label={`Move ${name} down`}
        disabled={place === of}
        onClick={() => move(1)}
      >
        <IconArrowDown size={16} />
      </ActionIcon>
    </>
  )
}
