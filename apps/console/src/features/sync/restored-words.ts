import { writeNumber, type Restored } from '@bindery/contract'

const count = (number: number, one: string, many: string) =>
  number === 0 ? [] : [`${writeNumber(number)} ${number === 1 ? one : many}`]

/** Who can be re-linked: "42 people and 5 groups"; '' where nobody can. */
export const relinkable = ({ people, groups }: Pick<Restored, 'people' | 'groups'>): string =>
  new Intl.ListFormat('en-GB').format([
    ...count(people, 'person', 'people'),
    ...count(groups, 'group', 'groups'),
  ])

/** Of those that re-linking does not reach; '' where there are none. */
export function othersWords({ others }: Pick<Restored, 'others'>): string {
  if (others === 0) return ''
  return others === 1
    ? 'One more is missing and recognised in no entry: nothing is done about that one either.'
    : `${writeNumber(others)} more are missing and recognised in no entry: nothing is done about them either.`
}
