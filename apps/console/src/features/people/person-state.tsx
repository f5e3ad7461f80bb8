import type { PersonRow } from '@bindery/contract'
import { Text } from '@mantine/core'
import { Glyph } from '../../components/glyph.tsx'

/** Whether a person can use their account, in glyph and word. */
export function PersonState({ person }: { person: Pick<PersonRow, 'active' | 'effectivelyActive'> }) {
  const word = !person.active ? 'disabled' : person.effectivelyActive ? 'active' : 'suspended'
  return (
    <Text
      size="sm"
      component="span"
      c={word === 'active' ? 'dimmed' : 'inherit'}
      fw={word === 'active' ? 400 : 600}
    >
      <Glyph sign={word === 'active' ? '✓' : '⏸'} /> {word}
    </Text>
  )
}
