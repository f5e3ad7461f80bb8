import type { SecretInput } from '@bindery/contract'
import { Button, Group, Input, PasswordInput, Text, Textarea } from '@mantine/core'

interface Props {
  id: string
  label: string
  help: string
  /** What the server keeps: whether, and since when (ISO 8601). */
  stored: { configured: boolean; changedAt: string | null }
  value: SecretInput
  onChange: (value: SecretInput) => void
  /** The stored one may not be used for what is now in the form; says why. */
  askAgain: string
  error: string | undefined
  required: boolean
  /** A secret of several lines, such as a PEM key. */
  multiline?: boolean
}

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })

/** A write-only secret: what is stored is told, never shown; replacing it is a decision of its own. */
export function SecretField(props: Props) {
  const { id, label, help, stored, value, onChange, askAgain, error, required, multiline = false } = props
  const since = stored.changedAt ? ` ${day.format(new Date(stored.changedAt))}` : ''

  if ('keep' in value && stored.configured && askAgain === '')
    return (
      <Input.Wrapper label={label} description={help} error={error} labelElement="div" required={required}>
        <Group gap="sm" mih={36}>
          <Text size="sm">Configured{since}</Text>
          <Button id={id} size="compact-sm" variant="default" onClick={() => onChange({ set: '' })}>
            Replace
          </Button>
        </Group>
      </Input.Wrapper>
    )

  const Field = multiline ? Textarea : PasswordInput
  return (
    <div>
      <Field
        id={id}
        label={label}
        description={askAgain === '' ? help : askAgain}
        error={error}
        required={required}
        autoComplete="new-password"
        value={'set' in value ? value.set : ''}
        onChange={(event: { currentTarget: { value: string } }) => {
          const text = event.currentTarget.value
          onChange(multiline && text === '' && !stored.configured ? { keep: true } : { set: text })
        }}
      />
      {stored.configured && askAgain === '' ? (
        <Button size="compact-xs" variant="subtle" mt={4} onClick={() => onChange({ keep: true })}>
          Keep the stored one
        </Button>
      ) : null}
    </div>
  )
}
