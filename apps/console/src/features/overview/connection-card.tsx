import type { Directory } from '@bindery/contract'
import { Code } from '@mantine/core'
import { TextLink } from '../../components/links.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import styles from './card.module.css'
import { Card } from './card.tsx'

/** Whether the directory was tested and may be worked with. */
export function ConnectionCard({ directory }: { directory: Directory }) {
  const { name, enabled, lastTest, settings, savedAt, savedBy } = directory
  return (
    <Card
      title={name}
      more={
        <TextLink to="/settings/connection" size="sm">
          Connection
        </TextLink>
      }
    >
      <dl className={styles.facts}>
        <dt>Server</dt>
        <dd>
          {settings.connection.urls.map((url) => (
            <Code key={url}>{url}</Code>
          ))}
        </dd>
        <dt>Enabled</dt>
        <dd>{enabled ? 'Yes: reviewed plans can be applied' : 'No: plans can only be previewed'}</dd>
        <dt>Last test</dt>
        <dd>
          {lastTest ? (
            <>
              {lastTest.passed ? 'Passed' : 'Failed'} <RelativeTime at={lastTest.at} />
            </>
          ) : (
            'These settings were never tested'
          )}
        </dd>
        <dt>Saved</dt>
        <dd>
          <RelativeTime at={savedAt} /> by {savedBy}
        </dd>
      </dl>
    </Card>
  )
}
