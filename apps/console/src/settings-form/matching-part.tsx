import { wordAttribute, type Impact, type MatchingImpact, writeNumber } from '@bindery/contract'
import { Text } from '@mantine/core'
import { ImpactPart } from './impact-part.tsx'

/** How changed matching rules recognise people who are not linked yet; nothing where the rules are the same. */
export function MatchingPart({ before, after }: Impact['matching']) {
  if (rulesOf(before) === rulesOf(after)) return null
  const lines = [
    ...after.matched.map(({ rule: { local, remote }, count }) => {
      const known = before.matched.find(({ rule }) => rule.local === local && rule.remote === remote)
      return line(count, `linked by ${wordAttribute(local)} = ${remote}`, known?.count)
    }),
    ...(after.decided + before.decided > 0
      ? [line(after.decided, 'decided by a person', before.decided)]
      : []),
    line(after.fresh, 'new', before.fresh),
    line(conflictsOf(after), 'in conflict', conflictsOf(before)),
  ]
  return (
    <ImpactPart title="How people who are not linked yet would be recognised">
      {lines.map((text) => (
        <li key={text}>
          <Text span size="sm">
            {text}
          </Text>
        </li>
      ))}
    </ImpactPart>
  )
}

const rulesOf = ({ matched }: MatchingImpact) => JSON.stringify(matched.map(({ rule }) => rule))
const conflictsOf = ({ conflicts }: MatchingImpact) => conflicts.reduce((sum, { count }) => sum + count, 0)
const line = (count: number, words: string, before = 0) =>
  `${writeNumber(count)} ${words} (${writeNumber(before)} as saved)`
