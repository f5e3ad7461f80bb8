import { writeNumber, type Impact, type ScopeImpact, type ValueImpact } from '@bindery/contract'
import { Text } from '@mantine/core'
import { Notice } from '../components/notice.tsx'
import { MarkedValue } from '../marked-text/marked-value.tsx'
import { valueLines } from '../marked-text/value-lines.ts'
import styles from './impact-details.module.css'
import { AffectedPeople, ImpactPart, More } from './impact-part.tsx'
import {
  countOf,
  summarizeImpact,
  wordCrossing,
  wordHindrance,
  wordImpact,
  wordValues,
} from './impact-words.ts'
import { MatchingPart } from './matching-part.tsx'

/** The impact of changed settings: who, and what. */
export function ImpactDetails({ impact }: { impact: Impact }) {
  const { scope, values, hindered, members, holders, matching, incomplete } = impact
  return (
    <div className={styles.details}>
      {wordImpact(impact).length === 1 ? null : <Text fw={600}>{summarizeImpact(impact)}.</Text>}
      {incomplete ? (
        <Notice tone="bad" title="The directory was not read completely, so these numbers may be too small">
          {incomplete}
        </Notice>
      ) : null}
      {scope.map((one) => (
        <Crossings key={one.subjectKind} scope={one} />
      ))}
      {values.map((value) => (
        <Values key={`${value.subjectKind} ${value.attribute} ${value.side}`} value={value} />
      ))}
      {hindered.map(({ subjectKind, reason, count, first }) => (
        <ImpactPart
          key={`${subjectKind} ${reason}`}
          title={`${countOf(count, subjectKind)} set aside: ${wordHindrance(reason)}`}
        >
          <AffectedPeople first={first} count={count} />
        </ImpactPart>
      ))}
      {members ? (
        <Text size="sm">
          Members of the groups in scope: {writeNumber(members.before)} as saved, {writeNumber(members.after)}{' '}
          by the changed attribute.
        </Text>
      ) : null}
      {holders ? (
        <Text size="sm">
          {countOf(holders, 'group')} {holders === 1 ? 'holds' : 'hold'} other groups: who is in that way
          counts differently from then on, and the next preview lists them. Whoever would leave a group waits
          until a person approves it.
        </Text>
      ) : null}
      <MatchingPart {...matching} />
    </div>
  )
}

function Crossings({ scope }: { scope: ScopeImpact }) {
  const { subjectKind, before, after } = scope
  const moving = (['leave', 'enter'] as const).filter((verb) => scope[verb].count > 0)
  if (moving.length === 0) return null
  return (
    <>
      <Text size="sm" c="dimmed">
        In scope: {countOf(before, subjectKind)} as saved, {writeNumber(after)} with these changes.
      </Text>
      {moving.map((verb) => (
        <ImpactPart key={verb} title={wordCrossing(scope, verb)}>
          <AffectedPeople {...scope[verb]} />
        </ImpactPart>
      ))}
    </>
  )
}

function Values({ value }: { value: ValueImpact }) {
  return (
    <ImpactPart title={wordValues(value)}>
      {value.examples.map(({ name, dn, before, after }) => (
        <li key={dn} className={styles.example}>
          <Text span size="sm">
            {name}
          </Text>
          {valueLines(before, after).map((line) => (
            <MarkedValue key={`${line.old} ${line.new}`} line={line} />
          ))}
        </li>
      ))}
      <More count={value.changed} shown={value.examples.length} />
    </ImpactPart>
  )
}
