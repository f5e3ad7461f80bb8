import { writeNumber, type ProbeStep, type ProbeStepName } from '@bindery/contract'
import { Loader, Text } from '@mantine/core'
import { IconAlertTriangle, IconCheck, IconCircleDashed, IconMinus, IconX } from '@tabler/icons-react'
import { CertificateChain } from './certificate-chain.tsx'
import { PresetOffer } from './preset-offer.tsx'
import { StepFix } from './step-fix.tsx'
import { stateWords, stepTitles } from '../../settings-form/step-words.ts'
import styles from './test-step.module.css'

const glyphs = {
  ok: IconCheck,
  warning: IconAlertTriangle,
  failed: IconX,
  skipped: IconMinus,
  not_reached: IconCircleDashed,
  waiting: IconCircleDashed,
} as const

/** What these say, the state says already. */
const silent = new Set<string>(['running', 'not_reached'])

interface Props {
  name: ProbeStepName
  /** Undefined: it has not begun. */
  step: ProbeStep | undefined
  ended: boolean
}

/** One line of the checklist: state, what was found, time; details and the fix below it. */
export function TestStep({ name, step, ended }: Props) {
  const state = step?.state ?? (ended ? 'not_reached' : 'waiting')
  const Glyph = state === 'running' ? undefined : glyphs[state]
  const details = step?.details ?? []
  return (
    <li className={styles.step} data-state={state}>
      <span className={styles.glyph}>
        {Glyph ? (
          <Glyph size={16} stroke={2.25} aria-hidden="true" />
        ) : (
          <Loader size={14} aria-hidden="true" />
        )}
      </span>
      <div className={styles.body}>
        <div className={styles.line}>
          <Text size="sm" fw={600} span>
            {stepTitles[name]}
          </Text>
          <span className={styles.state}>{stateWords[state]}</span>
          {step?.milliseconds == null || state === 'skipped' ? null : (
            <Text size="xs" c="dimmed" span className={styles.time}>
              {writeNumber(Math.round(step.milliseconds))} ms
            </Text>
          )}
        </div>
        {step && step.summary !== '' && !silent.has(state) && step.summary !== step.error?.message ? (
          <Text size="sm">{step.summary}</Text>
        ) : null}
        {step?.server ? <PresetOffer server={step.server} /> : null}
        {step?.error ? <StepFix error={step.error} /> : null}
        {details.length > 0 ? (
          <details className={styles.details}>
            <summary>Details</summary>
            <dl>
              {details.map(({ label, value }) => (
                <div key={`${label} ${value}`}>
                  <dt>{label}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          </details>
        ) : null}
        {step?.certificates ? (
          <CertificateChain
            certificates={step.certificates}
            untrusted={step.error?.code === 'tls_untrusted'}
          />
        ) : null}
      </div>
    </li>
  )
}
