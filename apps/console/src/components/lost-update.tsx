import { Button, Group, Modal, SegmentedControl, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { RelativeTime } from './relative-time.tsx'
import { Versions } from './versions.tsx'

interface ClashRow {
  readonly key: string
  readonly label: string
  readonly base: string
  readonly mine: string
  readonly theirs: string
}

interface Props {
  clashes: readonly ClashRow[]
  by: string
  at: string
  /** Save mine on top of theirs, except the named settings. */
  onMerge: (keepTheirs: ReadonlySet<string>) => void
  /** Forget mine. */
  onReload: () => void
  onClose: () => void
}

/** Someone saved first: shows both versions of what both changed, and loses neither. */
export function LostUpdate({ clashes, by, at, onMerge, onReload, onClose }: Props) {
  const [theirs, setTheirs] = useState<ReadonlySet<string>>(() => new Set())
  const choose = (key: string, side: string) => {
    const next = new Set(theirs)
    if (side === 'theirs') next.add(key)
    else next.delete(key)
    setTheirs(next)
  }
  return (
    <Modal opened onClose={onClose} title="Someone saved while you were editing" size="xl">
      <Stack gap="md">
        <Text size="sm">
          {by} saved this directory <RelativeTime at={at} />.{' '}
          {clashes.length === 0
            ? 'You changed different settings, so both can be kept.'
            : 'You both changed the settings below: choose which version to keep. Everything else is kept from both.'}
        </Text>
        {clashes.map(({ key, label, base, mine, theirs: other }) => (
          <Versions
            key={key}
            label={label}
            versions={[
              ['Before', base],
              ['Theirs', other],
              ['Yours', mine],
            ]}
          >
            <SegmentedControl
              size="xs"
              aria-label={`Keep for ${label}`}
              value={theirs.has(key) ? 'theirs' : 'mine'}
              onChange={(side) => choose(key, side)}
              data={[
                { value: 'mine', label: 'Keep yours' },
                { value: 'theirs', label: 'Keep theirs' },
              ]}
            />
          </Versions>
        ))}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onReload}>
            Drop mine and reload
          </Button>
          <Button onClick={() => onMerge(theirs)}>
            {clashes.length === 0 ? 'Save with both changes' : 'Save as chosen'}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
