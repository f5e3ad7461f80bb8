import { personAttributes, wordDirectoryValue, type SamplePerson } from '@bindery/contract'
import { Alert, Text, Title } from '@mantine/core'
import { DnText } from '../../components/copy-text.tsx'
import { SignInState } from '../../components/sign-in-state.tsx'
import styles from './sample-card.module.css'

function labelOf(local: string): string {
  const labels: Record<string, { label: string }> = personAttributes
  return labels[local]?.label ?? local
}

/** One person as Bindery would see them with these settings. */
export function SampleCard({ sample }: { sample: SamplePerson }) {
  return (
    <section className={styles.card} aria-labelledby="sample-title">
      <Title order={3} id="sample-title">
        As Bindery would see this person
      </Title>
      <DnText dn={sample.dn} max={56} />
      <SignInState person={sample} />
      {sample.skipReason ? (
        <Alert variant="default" p="xs" mt="xs" title="This entry would be skipped">
          <Text size="sm">{sample.skipReason}</Text>
        </Alert>
      ) : null}
      <dl className={styles.values}>
        {sample.mapped.map(({ local, values, problem }) => (
          <div key={local}>
            <dt>{labelOf(local)}</dt>
            <dd>
              {values.length > 0 ? values.join(', ') : <span className={styles.empty}>empty</span>}
              {problem ? <span className={styles.problem}> {problem}</span> : null}
            </dd>
          </div>
        ))}
        <div>
          <dt>Groups</dt>
          <dd>
            {sample.memberOf.length === 0 ? (
              <span className={styles.empty}>none told by the server</span>
            ) : (
              sample.memberOf.length
            )}
          </dd>
        </div>
        <div>
          <dt>Stable id</dt>
          <dd>{sample.stableId ?? <span className={styles.problem}>none</span>}</dd>
        </div>
      </dl>
      <ReadValues sample={sample} />
    </section>
  )
}

/** Values of the entry that nobody can read as they are, with their words. */
function ReadValues({ sample }: { sample: SamplePerson }) {
  const read = sample.attributes.flatMap(({ name, values: [value = ''] }) => {
    const words = wordDirectoryValue(name, value)
    return words === null ? [] : [{ name, value, words }]
  })
  if (read.length === 0) return null
  return (
    <details className={styles.read}>
      <summary>Account values in words</summary>
      <dl className={styles.values}>
        {read.map(({ name, value, words }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {words} <code className={styles.empty}>{value}</code>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
