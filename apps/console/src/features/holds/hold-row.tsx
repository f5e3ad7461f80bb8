import { MayCall } from '../../access/may-call.tsx'
import type { Hold } from '@bindery/contract'
import { Button, Text } from '@mantine/core'
import { DnText } from '../../components/copy-text.tsx'
import { Glyph } from '../../components/glyph.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { TextLink } from '../../components/links.tsx'
import { causeWords, deadlineWords } from './deadline-words.ts'
import styles from './hold-row.module.css'

interface Props {
  hold: Hold
  onRelease: (hold: Hold) => void
  onDelete: (hold: Hold) => void
}

/** One hold: who, why and since when, how long it still is, and how to end it. */
export function HoldRow({ hold, onRelease, onDelete }: Props) {
  return (
    <div className={styles.row}>
      <span className={styles.who}>
        {hold.ended?.outcome === 'deleted' ? (
          <Text size="sm" fw={600} component="span">
            {hold.username}
          </Text>
        ) : (
          <TextLink to="/people/$id" params={{ id: hold.personId }} fw={600}>
            {hold.username}
          </TextLink>
        )}
        <Text size="sm" c="dimmed" component="span">
          {hold.displayName}
        </Text>
      </span>
      <span className={styles.why} title={hold.why}>
        <Text size="sm" component="span">
          {causeWords(hold)}, <RelativeTime at={hold.openedAt} />
        </Text>
        <Text size="xs" c="dimmed" component="span">
          <DnText dn={hold.dn} max={48} />
        </Text>
      </span>
      {hold.ended ? <Ending ended={hold.ended} /> : <Deadline hold={hold} />}
      {hold.ended ? null : (
        <span className={styles.actions}>
          <MayCall name="releaseHold">
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`Release… ${hold.username}`}
              onClick={() => onRelease(hold)}
            >
              Release…
            </Button>
          </MayCall>
          <MayCall name="deleteHeld">
            <Button
              size="compact-sm"
              variant="default"
              aria-label={`Delete now… ${hold.username}`}
              onClick={() => onDelete(hold)}
            >
              Delete now…
            </Button>
          </MayCall>
        </span>
      )}
    </div>
  )
}

function Deadline({ hold }: { hold: Hold }) {
  const { text, due } = deadlineWords(hold)
  return (
    <span className={styles.deadline}>
      <Text size="sm" component="span" fw={due ? 600 : 400}>
        {text}
      </Text>
      {hold.active ? null : (
        <Text size="xs" c="dimmed" component="span">
          <Glyph sign="⏸" /> disabled as well, and stays so
        </Text>
      )}
    </span>
  )
}

function Ending({ ended }: { ended: NonNullable<Hold['ended']> }) {
  return (
    <span className={styles.deadline}>
      <Text size="sm" component="span">
        {ended.outcome === 'released' ? 'released' : 'account deleted'}
      </Text>
      <Text size="xs" c="dimmed" component="span">
        <RelativeTime at={ended.at} /> · {ended.by}
      </Text>
    </span>
  )
}
