import { MayCall } from '../../access/may-call.tsx'
import { writeNumber, type Candidate, type Conflict } from '@bindery/contract'
import { Radio, Text, Title } from '@mantine/core'
import { useState } from 'react'
import { CandidateCard } from '../../match-view/candidate-card.tsx'
import { ChoiceButtons, type Choice } from './choice-buttons.tsx'
import { PlainValues } from './plain-values.tsx'
import type { Deciding } from './use-decide.ts'
import styles from './match-choices.module.css'

/** Who an entry is: the accounts in question, the chosen one side by side with the entry, and the decisions. */
export function MatchChoices({ conflict, deciding }: { conflict: Conflict; deciding: Deciding }) {
  const { candidates, subjectKind, decision } = conflict
  const accounts = candidates.filter((candidate) => candidate.localId !== null)
  const others = candidates.filter((candidate) => candidate.localId === null)
  const decidedFor = decision?.kind === 'link' ? decision.localId : null
  const [picked, setPicked] = useState<number | null>(null)
  const chosen =
    accounts.find((account) => account.localId === (picked ?? decidedFor)) ??
    accounts.find(canBeLinked) ??
    accounts[0]
  const choices = choicesFor(conflict, chosen, deciding)
  return (
    <div className={styles.match}>
      {accounts.length === 1 && chosen ? (
        <CandidateCard candidate={chosen} subjectKind={subjectKind} />
      ) : accounts.length > 0 ? (
        <Radio.Group
          value={String(chosen?.localId)}
          onChange={(value) => setPicked(Number(value))}
          label={`Which account might it be? ${writeNumber(accounts.length)} fit.`}
        >
          {accounts.map((account) => (
            <CandidateCard key={account.localId} candidate={account} subjectKind={subjectKind} selectable />
          ))}
        </Radio.Group>
      ) : null}
      {others.length > 0 ? (
        <section aria-label="Other entries">
          <Title order={3}>Other entries with the same key</Title>
          {others.map((other) => (
            <CandidateCard key={other.dn ?? other.name} candidate={other} subjectKind={subjectKind} />
          ))}
        </section>
      ) : null}
      <PlainValues values={valuesBeside(conflict, chosen)} subjectKind={subjectKind} withBase={false} />
      {conflict.state === 'settled' ? (
        <Text size="sm" c="dimmed">
          There is nothing left to decide.
        </Text>
      ) : (
        <MayCall name="decideConflict">
          <ChoiceButtons choices={choices} chosen={decision?.kind} />
        </MayCall>
      )}
    </div>
  )
}

const canBeLinked = (candidate: Candidate) => candidate.localId !== null && candidate.link !== 'there'

/** The entry's values beside those of the account that is looked at. */
function valuesBeside({ values }: Conflict, account: Candidate | undefined) {
  return values.map((value) => ({ ...value, accounts: account?.values[value.attribute] ?? [] }))
}

function choicesFor(conflict: Conflict, account: Candidate | undefined, { decide }: Deciding): Choice[] {
  const { subjectKind: kind, choices } = conflict
  const all: Choice[] = [
    {
      kind: 'link',
      press: 'l',
      label: `Same ${kind}${account ? `: ${account.name}` : ''}`,
      means:
        account?.link === 'gone'
          ? 'Links the account to this entry instead of the one that is gone. Values are merged as at first sight.'
          : 'Links the entry to this account. Values are merged as at first sight: nothing is removed.',
      choose: () => decide(conflict, { kind: 'link', localId: account?.localId ?? null }),
    },
    {
      kind: 'separate',
      press: 's',
      label: `Another ${kind}`,
      means: 'Treated as new, as Policy says. Two accounts cannot have one name: rename first where they do.',
      choose: () => decide(conflict, { kind: 'separate' }),
    },
    {
      kind: 'ignore',
      press: 'i',
      label: 'Leave alone',
      means: 'Neither the entry nor the accounts in question are touched while this stands.',
      choose: () => decide(conflict, { kind: 'ignore' }),
    },
  ]
  return all.filter(
    (choice) =>
      choices.includes(choice.kind) && (choice.kind !== 'link' || (account && canBeLinked(account))),
  )
}
