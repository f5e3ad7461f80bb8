import { presets, type Preset } from '@bindery/contract'
import { Code, List, Select, Text } from '@mantine/core'
import { useState } from 'react'
import { get, type FieldPath } from 'react-hook-form'
import { announce } from '../../components/announce.tsx'
import { fieldText } from '../../settings-form/field-texts.ts'
import type { FormValues } from '../../settings-form/form-values.ts'
import { useSettings } from '../../settings-form/settings-context.ts'

/** Fills fields by the kind of server and says which; it hides nothing and is not remembered. */
export function PresetSelect() {
  const { form } = useSettings()
  const [used, setUsed] = useState<{ preset: Preset; filled: { path: string; value: string }[] }>()
  const fill = (preset: Preset) => {
    const filled = preset.fills
      .map(({ path, value }) => ({ path: `settings.${path}`, value }))
      .filter(({ path, value }) => get(form.getValues(), path) !== value)
    for (const { path, value } of filled)
      form.setValue(path as FieldPath<FormValues>, value, { shouldDirty: true, shouldValidate: true })
    setUsed({ preset, filled })
    announce(`${preset.label}: ${filled.length} fields filled`)
  }
  return (
    <div>
      <Select
        label="Fill in for"
        description={
          used?.preset.summary ??
          'A kind of server. It fills fields below and says which; you can change each.'
        }
        placeholder="Choose a kind of server"
        data={presets.map(({ id, label }) => ({ value: id, label }))}
        value={used?.preset.id ?? null}
        onChange={(id) => {
          const preset = presets.find((one) => one.id === id)
          if (preset) fill(preset)
        }}
      />
      {used ? (
        <Text size="sm" component="div" mt="xs">
          {used.filled.length === 0 ? 'Nothing to fill: all of it was so already.' : 'Filled:'}
          <List size="sm" listStyleType="none">
            {used.filled.map(({ path, value }) => (
              <List.Item key={path}>
                {path.includes('.groups.') ? 'Groups' : 'People'} · {fieldText(path).label} →{' '}
                <Code>{value}</Code>
              </List.Item>
            ))}
          </List>
        </Text>
      ) : null}
    </div>
  )
}
