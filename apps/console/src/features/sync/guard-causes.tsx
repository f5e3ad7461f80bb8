import type { GuardCause } from '@bindery/contract'
import { Text } from '@mantine/core'
import { RelativeTime } from '../../components/relative-time.tsx'
import { labelOf } from '../../settings-form/diff-values.ts'
import { FieldLink } from '../../settings-form/field-link.tsx'
import { wordValue } from '../../settings-form/word-value.ts'
import styles from './guard-causes.module.css'

/** What may be behind a plan's losses: the setting that was changed, or what the directory shows. */
export function GuardCauses({ causes }: { causes: readonly GuardCause[] }) {
  const [first, ...others] = causes
  if (!first) return null
  return (
    <section className={styles.causes} aria-label="Likeliest cause">
      <Text size="sm" fw={600}>
        Likeliest cause
      </Text>
      <Cause cause={first} />
      {others.length > 0 ? (
        <>
          <Text size="sm" fw={600} mt={8}>
            Also worth a look
          </Text>
          <ul className={styles.others}>
            {others.map((cause) => (
              <li key={cause.change?.path ?? cause.message}>
                <Cause cause={cause} />
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </section>
  )
}

function Cause({ cause: { message, change } }: { cause: GuardCause }) {
  if (!change) return <Text size="sm">{message}</Text>
  const { path, before, after, at, actor, version } = change
  return (
    <div>
      <Text size="sm" component="div">
        <FieldLink path={path}>{labelOf(path)}</FieldLink> was changed
        {version === null ? ', not saved yet' : null}
      </Text>
      <div className={styles.value} data-side="before">
        <del>−</del> {wordValue(before, path)}
      </div>
      <div className={styles.value} data-side="after">
        <ins>+</ins> {wordValue(after, path)}
      </div>
      {version === null ? null : (
        <Text size="xs" c="dimmed" component="div">
          <RelativeTime at={at} /> by {actor}, version {version} of the settings
        </Text>
      )}
    </div>
  )
}
