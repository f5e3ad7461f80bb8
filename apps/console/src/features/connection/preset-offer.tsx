import { suggestPreset, type ProbedServer } from '@bindery/contract'
import { Button, Text } from '@mantine/core'
import { useSettings } from '../../settings-form/settings-context.ts'
import { FilledList } from './filled-list.tsx'
import { usePreset } from './use-preset.ts'

/** Offers to fill the form in for the server that answered, where what is in it is for another kind. */
export function PresetOffer({ server }: { server: ProbedServer }) {
  const { current } = useSettings()
  const { filled, fill } = usePreset()
  const preset = suggestPreset(server, current.settings)
  if (filled) return <FilledList filled={filled} />
  if (!preset) return null
  return (
    <>
      <Text size="sm" mt={4}>
        These settings look like those for another kind of server, or for another domain.
      </Text>
      <Button size="compact-sm" variant="default" mt={6} onClick={() => fill(preset)}>
        Fill in for {preset.label}
      </Button>
    </>
  )
}
