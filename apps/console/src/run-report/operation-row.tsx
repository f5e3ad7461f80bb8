import type { Operation } from '@bindery/contract'
import { Text } from '@mantine/core'
import { ChangeKindBadge } from '../components/change-kind-badge.tsx'
import { CopyText, DnText } from '../components/copy-text.tsx'
import { SideName } from '../components/side-name.tsx'
import styles from './operation-row.module.css'
import { OperationStateBadge } from './state-badge.tsx'
import { operationStateWords } from './state-words.ts'

/** One operation: how it ended, what it was, and for a failure the server's words, its code and the fix. */
export function OperationRow({ operation }: { operation: Operation }) {
  const { state, kind, side, name, dn, effect, atomic, failure } = operation
  const failed = state === 'refused' || state === 'drifted' || state === 'in_doubt'
  // What was not tried may have a reason too, such as a change that it needs.
  const why = failure?.message ?? (failed ? operationStateWords[state].means : '')
  return (
    <div className={styles.row} data-failed={failed || undefined}>
      <OperationStateBadge state={state} />
      <span>
        <ChangeKindBadge kind={kind} />
      </span>
      <div className={styles.subject}>
        <Text size="sm" fw={600} component="span">
          {name}
        </Text>
        <Text size="xs" c="dimmed" component="span">
          <SideName side={side} />
        </Text>
      </div>
      <div className={styles.effect}>
        <Text size="sm">{effect}</Text>
        {why === '' ? null : (
          <Text size="sm" fw={600}>
            {why}
          </Text>
        )}
        {failure?.fix ? <Text size="sm">{failure.fix}</Text> : null}
        {failed && failure?.raw && failure.raw !== dn ? (
          <CopyText value={failure.raw} what="server’s answer" max={160} />
        ) : null}
        {failed && dn ? (
          <div>
            <DnText dn={dn} />
          </div>
        ) : null}
        {state === 'done' && !atomic ? (
          <Text size="xs" c="dimmed">
            Checked, not atomic: it was read again just before writing, because the server cannot do both in
            one step.
          </Text>
        ) : null}
      </div>
    </div>
  )
}
