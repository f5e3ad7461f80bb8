import type { Proof } from '@bindery/contract'
import { countWords } from '../../components/count-words.ts'

/** How much was read, and why it was no less. */
export function readWords({ since, compared, people, groups, why }: Proof['reading']): string {
  const reason = why === '' ? '' : ` ${why}`
  if (since === null) return `Everything.${reason}`
  const whom = people === null ? 'all people' : countWords(people, 'person', 'people')
  const which = groups === null ? 'every group' : countWords(groups, 'group')
  const how = compared
    ? ' The server does not tell what changed, so the ids and change numbers of all entries were compared: who is gone was noticed as well.'
    : ''
  return `${whom}, ${which}.${groups === null ? reason : ''}${how}`
}
