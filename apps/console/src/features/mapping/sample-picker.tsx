import { Button, Text, TextInput } from '@mantine/core'
import { IconPinned } from '@tabler/icons-react'
import { useState } from 'react'
import { DnText } from '../../components/copy-text.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { TextLink } from '../../components/links.tsx'
import { SignInState } from '../../components/sign-in-state.tsx'
import styles from './sample-picker.module.css'
import type { Sample } from './use-sample.ts'

/** Who is shown beside the rules, and the search for someone else. */
export function SamplePicker({ sample }: { sample: Sample }) {
  const { person, find, setFind, ready, result } = sample
  const [text, setText] = useState(find)
  const fresh = result.isFetched && !result.isFetching
  return (
    <section className={styles.picker} aria-label="Sample person">
      <IconPinned size={18} stroke={1.75} aria-hidden="true" className={styles.pin} />
      <div className={styles.person}>
        <Text size="sm" fw={600}>
          Sample person
        </Text>
        {person ? <DnText dn={person.dn} max={80} /> : null}
        {!person && !ready ? (
          <Text size="sm" c="dimmed">
            Live values appear once the{' '}
            <TextLink to="/settings/connection" inherit>
              connection
            </TextLink>{' '}
            is set up and every rule is valid.
          </Text>
        ) : null}
        {!person && ready && fresh && !result.error ? (
          <Text size="sm">{find === '' ? 'The search finds nobody.' : `Nobody is found for “${find}”.`}</Text>
        ) : null}
        {!person && result.isFetching ? (
          <Text size="sm" c="dimmed">
            Reading…
          </Text>
        ) : null}
        {person ? <SignInState person={person} /> : null}
        {person?.skipReason ? <Text size="sm">Would be skipped: {person.skipReason}</Text> : null}
      </div>
      <search className={styles.find}>
        <form
          className={styles.search}
          onSubmit={(event) => {
            event.preventDefault()
            setFind(text.trim())
          }}
        >
          <TextInput
            aria-label="Find another person"
            placeholder="Name, mail or username"
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" disabled={!ready} loading={result.isFetching && ready}>
            Find another
          </Button>
        </form>
      </search>
      {result.error ? (
        <div className={styles.error}>
          <ErrorNotice error={result.error} retry={() => void result.refetch()} />
        </div>
      ) : null}
    </section>
  )
}
