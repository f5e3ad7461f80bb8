import type { PlanChange, PlanValue } from '@bindery/contract'
import { Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { attributeLabel } from '../../components/attribute-label.ts'
import { ChangeKindBadge } from '../../components/change-kind-badge.tsx'
import { DnText } from '../../components/copy-text.tsx'
import { TextLink } from '../../components/links.tsx'
import { SideName } from '../../components/side-name.tsx'
import { CandidateCard } from '../../match-view/candidate-card.tsx'
import { SubjectLink } from '../../match-view/subject-link.tsx'
import styles from './change-sides.module.css'
import { MarkedValue } from '../../marked-text/marked-value.tsx'
import { MemberDelta } from './member-delta.tsx'
import { adviceFor } from './reason-advice.ts'
import { isChanged, valueLines, valuesBefore } from '../../marked-text/value-lines.ts'
import { warningWords } from './warning-words.ts'

/** Base, accounts and directory side by side, what comes of them, and why. */
export function ChangeSides({ change }: { change: PlanChange }) {
  const advice = adviceFor(change.reason)
  return (
    <div className={styles.sides}>
      <div className={styles.head}>
        <ChangeKindBadge kind={change.kind} />
        <Text size="sm" c="dimmed" span>
          <SideName side={change.side} />
        </Text>
        {change.localId === null ? (
          // Who has no name yet is called by the DN, which stands below.
          change.name === change.dn ? null : (
            <Text size="sm" span className={styles.name}>
              {change.name}
            </Text>
          )
        ) : (
          <SubjectLink kind={change.subjectKind} id={change.localId}>
            {change.name}
          </SubjectLink>
        )}
      </div>
      <Text size="sm">{change.effect}</Text>
      {change.dn ? <DnText dn={change.dn} max={110} /> : null}
      <section aria-label="Why" className={styles.why}>
        <Title order={3}>Why</Title>
        <Text size="sm">{change.why}</Text>
        {advice ? <Text size="sm">{advice}</Text> : null}
        {change.warnings.map((warning) => (
          <Text key={warning} size="sm">
            ⚠{'\uFE0E'} {warningWords[warning].means}
          </Text>
        ))}
        <Text size="xs" c="dimmed">
          Reason <code>{change.reason}</code>
        </Text>
      </section>
      <InQuestion change={change} />
      {change.values.length > 0 ? <SideTable change={change} /> : null}
      {change.members ? <MemberDelta changeId={change.id} members={change.members} /> : null}
    </div>
  )
}

/** Who the entry might be, and the way to decide it. */
function InQuestion({ change }: { change: PlanChange }) {
  const { candidates, conflictId, subjectKind, kind } = change
  const [first] = candidates
  if (conflictId === null && candidates.length === 0) return null
  return (
    <div>
      {conflictId === null ? null : (
        <TextLink to="/conflicts" search={{ conflict: conflictId, state: 'any' }}>
          {kind === 'conflict' ? 'Decide it in Conflicts' : 'Show the decision in Conflicts'}
        </TextLink>
      )}
      {candidates.map((candidate) => (
        <CandidateCard
          key={candidate.localId ?? candidate.dn}
          candidate={candidate}
          subjectKind={subjectKind}
        />
      ))}
      {first && first.localId !== null && kind === 'conflict' ? (
        <Text size="sm" mt="xs">
          The entry beside the account <b>{first.name}</b>:
        </Text>
      ) : null}
    </div>
  )
}

function SideTable({ change }: { change: PlanChange }) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Attribute</th>
          <th scope="col">Base</th>
          <th scope="col">
            <SideName side="accounts" />
          </th>
          <th scope="col">
            <SideName side="directory" />
          </th>
          <th scope="col">After</th>
        </tr>
      </thead>
      <tbody>
        {change.values.map((value) => (
          <SideRow key={value.ruleId} change={change} value={value} />
        ))}
      </tbody>
    </table>
  )
}

function SideRow({ change, value }: { change: PlanChange; value: PlanValue }) {
  const changed = isChanged(change, value)
  return (
    <>
      <tr data-changed={changed || undefined}>
        <th scope="row">{attributeLabel(value.attribute, change.subjectKind)}</th>
        <td data-label="Base">
          {value.base === null ? <Faint>none yet</Faint> : <Values values={value.base} />}
        </td>
        <td data-label="Accounts">
          <Values values={value.accounts} />
        </td>
        <td data-label="Directory">
          <Values values={value.directory} />
        </td>
        <td data-label="After">
          {value.after === null ? (
            <Faint>undecided</Faint>
          ) : changed ? (
            <div>
              {valueLines(valuesBefore(change, value), value.after).map((line) => (
                <MarkedValue key={`${line.old}\n${line.new}`} line={line} />
              ))}
            </div>
          ) : (
            <Faint>stays</Faint>
          )}
        </td>
      </tr>
      {value.why && value.why !== change.why ? (
        <tr className={styles.reason}>
          <td colSpan={5}>{value.why}</td>
        </tr>
      ) : null}
    </>
  )
}

function Values({ values }: { values: readonly string[] }) {
  if (values.length === 0) return <Faint>empty</Faint>
  return (
    <div>
      {values.map((text) => (
        <div key={text}>{text}</div>
      ))}
    </div>
  )
}

const Faint = ({ children }: { children: ReactNode }) => <i className={styles.faint}>{children}</i>
