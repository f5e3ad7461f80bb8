import { Group, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'
import { passwordFault, passwordRule } from '@bindery/contract'
import { useQuery } from '@tanstack/react-query'
import styles from './new-password.module.css'
import { SecretInput } from './secret-input.tsx'

interface Props {
  label?: string
  value: string
  onChange: (password: string) => void
  /** What else is known of the user: no good password. */
  known: readonly string[]
  error: string | undefined
}

/** A password to be chosen, with what the server's own rule says of it while it is typed. */
export function NewPassword({ label = 'Password', value, onChange, known, error }: Props) {
  return (
    <div>
      <SecretInput
        label={label}
        description={`At least ${passwordRule.fewest} characters. Four random words do well.`}
        name="new-password"
        autoComplete="new-password"
        required
        maxLength={256}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={error}
      />
      <Strength password={value} known={known} told={error} />
    </div>
  )
}

interface StrengthProps {
  password: string
  known: readonly string[]
  /** What stands at the field already. */
  told: string | undefined
}

/** How safe it is against guessing: in words, and by the length of a bar. */
function Strength({ password, known, told }: StrengthProps) {
  const [settled] = useDebouncedValue(password, 150)
  // In the memory of the page alone, and not for longer than it is shown.
  const { data } = useQuery({
    queryKey: ['scorePassword', settled, known],
    queryFn: async () => (await import('./score-password.ts')).scorePassword(settled, known),
    enabled: settled !== '',
    staleTime: Infinity,
    gcTime: 0,
  })
  const score = data ?? 0
  const isJudged = settled !== '' && data !== undefined
  const fault = isJudged ? passwordFault(settled, score) : undefined
  const Icon = fault === undefined ? IconCheck : IconAlertTriangle
  return (
    <div className={styles.strength}>
      <div
        className={styles.bar}
        aria-hidden="true"
        data-strong={(isJudged && fault === undefined) || undefined}
      >
        {[1, 2, 3, 4].map((step) => (
          <span key={step} data-filled={(isJudged && score >= step) || undefined} />
        ))}
      </div>
      <Group component="output" gap={6} wrap="nowrap" mih={21} aria-live="polite">
        {isJudged && (fault === undefined || fault !== told) ? (
          <>
            <Icon size={15} className={styles.sign} aria-hidden="true" />
            <Text span size="sm">
              {fault ?? 'Hard to guess'}
            </Text>
          </>
        ) : null}
      </Group>
    </div>
  )
}
