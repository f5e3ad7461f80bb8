import { countWords } from '../../components/count-words.ts'
import type { Hold } from '@bindery/contract'

/** When the deletion of the account is proposed, in a few words. */
export function deadlineWords({ daysLeft, directoryDeleted }: Pick<Hold, 'daysLeft' | 'directoryDeleted'>): {
  readonly text: string
  readonly due: boolean
} {
  if (directoryDeleted) return { text: 'until you end it: its directory was forgotten', due: false }
  if (daysLeft === null) return { text: 'no deadline', due: false }
  if (daysLeft <= 0) return { text: 'due: the next preview proposes the deletion', due: true }
  return { text: `${countWords(daysLeft, 'day')} left`, due: false }
}

/** Why a person is on hold, in a few words. */
export function causeWords({ cause, directoryDeleted, directoryName }: Hold): string {
  const name = directoryDeleted ? `${directoryName} (forgotten)` : directoryName
  return cause === 'left_scope' ? `Left the scope of ${name}` : `Gone from ${name}`
}
