import type { AuditEntry } from '@bindery/contract'
import { Text, UnstyledButton } from '@mantine/core'
import { Glyph } from '../../components/glyph.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { actorName, didWords } from './action-words.ts'
import styles from './audit-row.module.css'

/** One line of the log: who, what, to whom, when and from where. All of it opens the entry. */
export function AuditRow({ entry, onShow }: { entry: AuditEntry; onShow: () => void }) {
  const { actor, action, subject, outcome, at, address, details } = entry
  return (
    <UnstyledButton className={styles.row} onClick={onShow} aria-haspopup="dialog">
      <span className={styles.words}>
        <Text size="sm" span>
          <b>{actorName(actor)}</b> {didWords({ action, outcome })}{' '}
          {subject?.label ? <b>{subject.label}</b> : null}
        </Text>
        {outcome === 'refused' ? (
          <span className={styles.refused}>
            <Glyph sign="✕" /> Refused{details.reason === undefined ? '' : `: ${details.reason}`}
          </span>
        ) : details.reason === undefined ? null : (
          <Text size="xs" c="dimmed" span>
            “{details.reason}”
          </Text>
        )}
      </span>
      <Text size="sm" c="dimmed" span className={styles.when}>
        <RelativeTime at={at} />
        {address === '' ? '' : ` · ${address}`}
      </Text>
    </UnstyledButton>
  )
}
