import { MayCall } from '../../access/may-call.tsx'
import type { Conflict } from '@bindery/contract'
import { Text } from '@mantine/core'
import { ChoiceButtons, type Choice } from './choice-buttons.tsx'
import { PlainValues } from './plain-values.tsx'
import type { Deciding } from './use-decide.ts'

/** One side deleted what the other changed: what would be lost, and the two ways out. */
export function DeletionChoices({ conflict, deciding }: { conflict: Conflict; deciding: Deciding }) {
  const choices = choicesFor(conflict, deciding)
  return (
    <>
      <PlainValues values={conflict.values} subjectKind={conflict.subjectKind} withBase />
      {conflict.state === 'settled' ? (
        <Text size="sm" c="dimmed">
          There is nothing left to decide.
        </Text>
      ) : (
        <MayCall name="decideConflict">
          <ChoiceButtons choices={choices} chosen={conflict.decision?.kind} />
        </MayCall>
      )}
    </>
  )
}

function choicesFor(conflict: Conflict, { decide }: Deciding): Choice[] {
  const here = conflict.family === 'deleted_in_accounts'
  return [
    {
      kind: 'accept',
      press: 'a',
      label: 'The deletion stands',
      means: here
        ? 'What becomes of the entry follows Policy, as if nobody had changed it.'
        : 'What becomes of the account follows Policy, as if nobody had changed it.',
      choose: () => decide(conflict, { kind: 'accept' }),
    },
    {
      kind: 'restore',
      press: 'r',
      label: here ? 'Make the account anew' : 'Make the entry anew',
      means: here
        ? 'The account is made from the entry as it is now.'
        : 'The entry is made from the account as it is now, and linked to it.',
      choose: () => decide(conflict, { kind: 'restore' }),
    },
  ]
}
