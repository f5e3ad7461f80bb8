import type { Candidate, SubjectKind } from '@bindery/contract'
import { Radio, Text } from '@mantine/core'
import { attributeLabel } from '../components/attribute-label.ts'
import { DnText } from '../components/copy-text.tsx'
import styles from './candidate-card.module.css'
import { SubjectLink } from './subject-link.tsx'

const linkWords: Record<Candidate['link'], string> = {
  none: 'not linked yet',
  there: 'linked to another entry, which is still there',
  gone: 'linked to an entry that is gone',
}

interface Props {
  candidate: Candidate
  subjectKind: SubjectKind
  /** One of several, to be chosen from. */
  selectable?: boolean
}

/** An account in question, or another entry, with what speaks for it and against it. */
export function CandidateCard({ candidate, subjectKind, selectable = false }: Props) {
  const { localId, name, displayName, dn, link, keys } = candidate
  const compared = keys.filter(({ account, entry }) => account !== null || entry !== null)
  return (
    <div className={styles.card}>
      {selectable ? <Radio value={String(localId)} aria-label={name} className={styles.pick ?? ''} /> : null}
      <div className={styles.words}>
        <Text size="sm" component="div">
          <b>{name}</b>
          {displayName && displayName !== name ? ` ${displayName}` : ''}
          {localId === null ? null : <span className={styles.faint}> · {linkWords[link]}</span>}
        </Text>
        {dn ? <DnText dn={dn} max={64} /> : null}
        {compared.length > 0 ? (
          <ul className={styles.keys} aria-label={`Keys of ${name}`}>
            {compared.map(({ local, account, entry }) => (
              <li key={local} data-verdict={verdictOf(account, entry)}>
                {attributeLabel(local)}: {keyWords(account, entry)}
              </li>
            ))}
          </ul>
        ) : null}
        {localId === null ? null : (
          <SubjectLink kind={subjectKind} id={localId}>
            Show the account
          </SubjectLink>
        )}
      </div>
    </div>
  )
}

function verdictOf(account: string | null, entry: string | null): 'same' | 'differs' | 'unknown' {
  if (account === null || entry === null) return 'unknown'
  return account === entry ? 'same' : 'differs'
}

function keyWords(account: string | null, entry: string | null): string {
  switch (verdictOf(account, entry)) {
    case 'same':
      return `same (${account})`
    case 'differs':
      return `differs (${account}, entry ${entry})`
    case 'unknown':
      return account === null ? `only the entry has one (${entry})` : `only the account has one (${account})`
  }
}
