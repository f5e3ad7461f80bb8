import { presets } from '@bindery/contract'
import { Select } from '@mantine/core'
import { FilledList } from './filled-list.tsx'
import { usePreset } from './use-preset.ts'

/** Fills fields by the kind of server and says which; it hides nothing and is not remembered. */
export function PresetSelect() {
  const { filled, fill } = usePreset()
  return (
    <div>
      <Select
        label="Fill in for"
        description={
          filled?.preset.summary ??
          'A kind of server. It fills fields here and in Mapping and says which; you can change each.'
        }
        placeholder="Choose a kind of server"
        // All of them at once: a list that scrolls cannot be reached by keyboard alone.
        maxDropdownHeight={340}
        data={presets.map(({ id, label }) => ({ value: id, label }))}
        value={filled?.preset.id ?? null}
        onOptionSubmit={(id) => {
          const preset = presets.find((one) => one.id === id)
          if (preset) fill(preset)
        }}
      />
      {filled ? <FilledList filled={filled} /> : null}
    </div>
  )
}
