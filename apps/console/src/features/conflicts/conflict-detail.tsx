import { useMay } from '../../access/signed-in.ts'
import type { Conflict, ConflictFilter } from '@bindery/contract'
import { Text, Title } from '@mantine/core'
import { useMemo } from 'react'
import { DnText } from '../../components/copy-text.tsx'
import { ErrorNotice } from '../../components/error-notice.tsx'
import { RelativeTime } from '../../components/relative-time.tsx'
import { TextLink } from '../../components/links.tsx'
import { useListKeys } from '../../lists/use-list-keys.ts'
import styles from './conflict-detail.module.css'
import { DecideAlike } from './decide-alike.tsx'
import { DecisionNote } from './decision-note.tsx'
import { DeletionChoices } from './deletion-choices.tsx'
import { MatchChoices } from './match-choices.tsx'
import { reasonWords } from './reason-words.ts'
import { SubjectLink } from '../../match-view/subject-link.tsx'
import type { Deciding } from './use-decide.ts'
import { ValueChoices } from './value-choices.tsx'

interface Props {
  conflict: Conflict
  deciding: Deciding
  /** What the list is filtered by, for deciding all like this. */
  filter: ConflictFilter
}

/** One conflict in full: why it is one, both sides, and what may be decided. */
export function ConflictDetail({ conflict, deciding, filter }: Props) {
  const { name, displayName, subjectKind, localId } = conflict
  const mayDecide = useMay('decide')
  const keys = useMemo(
    () => ({
      o: () => {
        if (mayDecide && conflict.decision && conflict.state !== 'settled') deciding.reopen(conflict)
      },
    }),
    [conflict, deciding, mayDecide],
  )
  useListKeys(keys)
  return (
    <article className={styles.detail} aria-label={`Conflict about ${name}`} data-list-keys>
      <header className={styles.head}>
        <Title order={2} className={styles.title ?? ''}>
          {displayName || name}
        </Title>
        {localId !== null && conflict.family !== 'deleted_in_accounts' && conflict.family !== 'match' ? (
          <SubjectLink kind={subjectKind} id={localId}>
            {name}
          </SubjectLink>
        ) : (
          <Text size="sm" span>
            {name}
          </Text>
        )}
        {conflict.dn ? <DnText dn={conflict.dn} max={80} /> : null}
      </header>
      <div>
        <Text size="sm" fw={600}>
          {reasonWords[conflict.reason]}
        </Text>
        <Text size="sm">{conflict.why}</Text>
        <Text size="xs" c="dimmed" component="div">
          First seen <RelativeTime at={conflict.firstSeenAt} /> · last in{' '}
          <TextLink to="/sync" search={{ plan: conflict.planId }} size="xs">
            plan {conflict.planId}
          </TextLink>
        </Text>
      </div>
      {deciding.error ? <ErrorNotice error={deciding.error} advice="Look again, then decide." /> : null}
      <DecisionNote conflict={conflict} deciding={deciding} />
      <Choices conflict={conflict} deciding={deciding} />
      {mayDecide && conflict.decision && conflict.state !== 'settled' ? (
        <DecideAlike conflict={conflict} decision={conflict.decision} filter={filter} />
      ) : null}
    </article>
  )
}

function Choices(props: Pick<Props, 'conflict' | 'deciding'>) {
  switch (props.conflict.family) {
    case 'values':
      return <ValueChoices {...props} />
    case 'match':
      return <MatchChoices {...props} />
    case 'deleted_in_accounts':
    case 'deleted_in_directory':
      return <DeletionChoices {...props} />
  }
}
