import { countWords } from '../components/count-words.ts'

/** How many recovery codes somebody has, in a sentence. */
export const codesLeft = (count: number) =>
  count === 0 ? 'You have no recovery code left.' : `You have ${countWords(count, 'recovery code')} left.`
