import type { Proof } from '@bindery/contract'
import { countWords } from '../../components/count-words.ts'

/** How much was read, and why it was no less. */
export function readWords({ since, people, groups, why }: Proof['reading']): string {
  const reason = why === '' ? '' : ` ${why}`
  if (since === null) return `Everything.${reason}`
  const whom = people === null ? 'all people' : countWords(people, 'person', 'people')
  const which = groups === null ? 'every group' : countWords(groups, 'group')
  return `${whom}, ${which}.${groups === null ? reason : ''}`
}
