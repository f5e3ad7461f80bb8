import { writeNumber, type Plan, type Proof } from '@bindery/contract'
import { Text } from '@mantine/core'
import { countWords } from '../../components/count-words.ts'
import { CopyText, DnText } from '../../components/copy-text.tsx'
import { Panel } from './panel.tsx'
import styles from './proof-panel.module.css'
import { ReadingFact } from './reading-fact.tsx'

const checkWords: Record<Proof['checks'][number]['name'], string> = {
  every_page: 'Every page arrived',
  no_limit: 'No server limit was hit',
  same_identity: 'Same bind identity throughout',
  same_server: 'One server throughout',
  not_stale: 'Not older than what is known',
  no_new_referral: 'No new referral',
  every_range: 'Every member range was read',
  primary_groups: 'Members by primary group were read',
  bases_found: 'Every search base exists',
}

/** How the directory was read, as a checklist: whether absence in it can be trusted. */
export function ProofPanel({ plan, proof }: { plan: Plan; proof: Proof }) {
  const { complete, people, groups, milliseconds, checks, unreadable, reading } = proof
  const passed = checks.filter(({ ok }) => ok).length
  return (
    <Panel
      title="Snapshot"
      verdict={
        complete
          ? { glyph: '✓', word: 'Complete', tone: 'good' }
          : { glyph: '⚠', word: 'Incomplete: nothing is removed', tone: 'warn' }
      }
      summary={`${countWords(people, 'person', 'people')}, ${countWords(groups, 'group')} in ${(milliseconds / 1000).toFixed(1)} s${reading.since === null ? '' : ', by what changed'} · ${passed} of ${countWords(checks.length, 'check')}`}
      open={!complete || unreadable.length > 0}
    >
      <ul className={styles.checks}>
        {checks.map(({ name, ok, message }) => (
          <li key={name} data-ok={ok}>
            <span aria-hidden="true" className={styles.glyph}>
              {ok ? '✓' : '✕'}
            </span>
            <span>
              <Text span size="sm" fw={ok ? 400 : 600}>
                {ok ? '' : 'Failed: '}
                {checkWords[name]}
              </Text>
              {message ? (
                <Text size="xs" c="dimmed">
                  {message}
                </Text>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
      {unreadable.map(({ subjectKind, attribute }) => (
        <Text key={`${subjectKind} ${attribute}`} size="sm" mt="xs">
          <b>Unreadable:</b> <code>{attribute}</code> of {subjectKind === 'person' ? 'people' : 'groups'} was
          there last time and nowhere now. Nothing flows for it; check the read rights of the bind account.
        </Text>
      ))}
      <dl className={styles.facts}>
        <ReadingFact plan={plan} reading={reading} />
        <dt>Server</dt>
        <dd>
          <CopyText value={proof.server} what="server" />
        </dd>
        <dt>Bound as</dt>
        <dd>
          <DnText dn={proof.boundAs} />
        </dd>
        {proof.token ? (
          <>
            <dt>Change token</dt>
            <dd>
              <CopyText value={proof.token} what="change token" max={44} />
            </dd>
          </>
        ) : null}
        {proof.bases.map(({ subjectKind, dn, entries }) => (
          <Base key={`${subjectKind} ${dn}`} kind={subjectKind} dn={dn} entries={entries} />
        ))}
        <dt>Pages</dt>
        <dd>{writeNumber(proof.pages)}</dd>
      </dl>
    </Panel>
  )
}

function Base({ kind, dn, entries }: { kind: 'person' | 'group'; dn: string; entries: number }) {
  return (
    <>
      <dt>{kind === 'person' ? 'People under' : 'Groups under'}</dt>
      <dd>
        <DnText dn={dn} /> {writeNumber(entries)}
      </dd>
    </>
  )
}
