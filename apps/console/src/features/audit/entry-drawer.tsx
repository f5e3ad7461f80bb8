import type { AuditEntry } from '@bindery/contract'
import { Drawer, Group, Stack, Text, Title } from '@mantine/core'
import { TextLink } from '../../components/links.tsx'
import { ValueChanges } from '../../components/value-changes.tsx'
import { actorKindWords, actorName, didWords, subjectKindWords } from './action-words.ts'
import { changesOf, wordFact } from './changes-of.ts'
import styles from './entry-drawer.module.css'
import { nameFact } from './fact-names.ts'

const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' })

/** One entry in full: what it was before and is after, and the ways to what it is about. */
export function EntryDrawer({ entry, onClose }: { entry: AuditEntry | undefined; onClose: () => void }) {
  return (
    <Drawer
      opened={entry !== undefined}
      onClose={onClose}
      size="min(720px, 100%)"
      title={
        <Text fw={600} span>
          Entry {entry?.id}
        </Text>
      }
    >
      {entry ? <Entry entry={entry} /> : null}
    </Drawer>
  )
}

function Entry({ entry }: { entry: AuditEntry }) {
  const { actor, actorKind, address, action, subject, at, outcome, details, hash, previousHash } = entry
  const changes = changesOf(entry)
  const facts: [string, string][] = [
    ['When', exact.format(new Date(at))],
    ['Who', `${actorName(actor)} (${actorKindWords[actorKind]})`],
    ...(address === '' ? [] : [['From', address] satisfies [string, string]]),
    ['Outcome', outcome === 'done' ? 'Done' : 'Refused'],
    ...(details.reason === undefined ? [] : [['Why', details.reason] satisfies [string, string]]),
    ...(subject
      ? [[subjectKindWords[subject.kind], subject.label || String(subject.id)] satisfies [string, string]]
      : []),
    ...Object.entries(details.facts ?? {}).map(([name, value]): [string, string] => [
      nameFact(name),
      wordFact(value),
    ]),
    ['Hash', hash],
    ['Hash before', previousHash || 'none: this is the first'],
  ]
  return (
    <Stack gap="md">
      <Text>
        {actorName(actor)} {didWords({ action, outcome })} {subject?.label}
      </Text>
      <Links entry={entry} />
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {changes.length > 0 ? (
        <>
          <Title order={2} size="h4">
            What changed
          </Title>
          <ValueChanges changes={changes} />
        </>
      ) : null}
    </Stack>
  )
}

function Links({ entry: { actor, subject, planId, runId, directoryId } }: { entry: AuditEntry }) {
  const id = subject?.id ?? undefined
  return (
    <Group gap="md">
      {subject?.kind === 'person' && id !== undefined ? (
        <TextLink to="/people/$id" params={{ id }}>
          Show the person
        </TextLink>
      ) : null}
      {subject?.kind === 'group' && id !== undefined ? (
        <TextLink to="/groups/$id" params={{ id }}>
          Show the group
        </TextLink>
      ) : null}
      {planId === null ? null : (
        <TextLink to="/sync" search={{ plan: planId }}>
          Show the plan
        </TextLink>
      )}
      {runId === null ? null : (
        <TextLink to="/runs/$id" params={{ id: runId }}>
          Show the run
        </TextLink>
      )}
      {directoryId === null ? null : (
        <TextLink to="/admin/audit" search={{ directoryId }}>
          All about this directory
        </TextLink>
      )}
      {subject && subject.kind !== 'directory' && id !== undefined ? (
        <TextLink to="/admin/audit" search={{ subjectKind: subject.kind, subjectId: id }}>
          All about this {subjectKindWords[subject.kind].toLowerCase()}
        </TextLink>
      ) : null}
      {actor === '' ? null : (
        <TextLink to="/admin/audit" search={{ actor }}>
          All by {actor}
        </TextLink>
      )}
    </Group>
  )
}
