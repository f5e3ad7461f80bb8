import type { PlanChange, PlanValue } from '@bindery/contract'
import { Text, UnstyledButton } from '@mantine/core'
import { useState } from 'react'
import { attributeLabel } from '../../components/attribute-label.ts'
import styles from './change-effect.module.css'
import { MarkedValue } from '../../marked-text/marked-value.tsx'
import { MemberDelta } from './member-delta.tsx'
import { adviceFor } from './reason-advice.ts'
import { isChanged, valueLines, valuesBefore } from '../../marked-text/value-lines.ts'

/** Old → new of every attribute that changes, the others folded; members as + and −. */
export function ChangeEffect({ change }: { change: PlanChange }) {
  const [unfolded, setUnfolded] = useState(false)
  const changed = change.values.filter((value) => isChanged(change, value))
  const differing = change.applicable ? [] : change.values.filter(differs)
  const same = change.values.filter((value) => !isChanged(change, value) && !differing.includes(value))
  const advice = adviceFor(change.reason)
  return (
    <div className={styles.effect}>
      {change.applicable ? null : (
        <Text size="sm">
          {change.effect}. {advice}
        </Text>
      )}
      {changed.length > 0 ? (
        <dl className={styles.values}>
          {changed.map((value) => (
            <Change key={value.ruleId} change={change} value={value} />
          ))}
        </dl>
      ) : null}
      {differing.length > 0 ? (
        <dl className={styles.values}>
          {differing.map((value) => (
            <div key={value.ruleId} className={styles.value}>
              <dt>{attributeLabel(value.attribute, change.subjectKind)}</dt>
              <dd>
                Accounts: {wordValues(value.accounts)}
                <br />
                Directory: {wordValues(value.directory)}
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
      {change.members ? <MemberDelta changeId={change.id} members={change.members} /> : null}
      {same.length > 0 ? (
        <>
          <UnstyledButton
            className={styles.fold}
            aria-expanded={unfolded}
            onClick={() => setUnfolded(!unfolded)}
          >
            {unfolded ? 'Hide' : 'Show'} {same.length} {change.applicable ? 'unchanged' : 'as they are'}
          </UnstyledButton>
          {unfolded ? (
            <dl className={styles.values}>
              {same.map((value) => (
                <div key={value.ruleId} className={styles.value}>
                  <dt>{attributeLabel(value.attribute, change.subjectKind)}</dt>
                  <dd>{wordValues(valuesBefore(change, value))}</dd>
                </div>
              ))}
            </dl>
          ) : null}
        </>
      ) : null}
      {changed.length === 0 && same.length === 0 && !change.members && change.applicable ? (
        <Text size="sm" c="dimmed">
          {change.why}
        </Text>
      ) : null}
    </div>
  )
}

const differs = ({ accounts, directory }: PlanValue) => accounts.join('\n') !== directory.join('\n')
const wordValues = (values: readonly string[]) =>
  values.length > 0 ? values.join(', ') : <i className={styles.nothing}>empty</i>

function Change({ change, value }: { change: PlanChange; value: PlanValue }) {
  return (
    <div className={styles.value}>
      <dt>{attributeLabel(value.attribute, change.subjectKind)}</dt>
      <dd>
        {valueLines(valuesBefore(change, value), value.after ?? []).map((line) => (
          <MarkedValue key={`${line.old}\n${line.new}`} line={line} />
        ))}
        {value.overwritten ? (
          <div className={styles.lost}>⚠{'\uFE0E'} The old value is lost: this rule works one way.</div>
        ) : null}
      </dd>
    </div>
  )
}
