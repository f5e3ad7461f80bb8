import { writeNumber, type MatchingImpact } from '@bindery/contract'
import { Box, Text } from '@mantine/core'
import { ImpactPanel } from '../../settings-form/impact-panel.tsx'
import { useSettings } from '../../settings-form/settings-context.ts'

/** What the rules in the form would make of the people who are not linked yet: counted when somebody asks. */
export function MatchingCount() {
  const { form, impact } = useSettings()
  const start = async () => {
    if (await form.trigger()) await impact.start()
  }
  return (
    <Box mt="md">
      {impact.impact ? (
        <Text size="sm">{wordMatching(impact.impact.matching.after)}</Text>
      ) : (
        <ImpactPanel measure={{ ...impact, start }} ask="Count who would match" onFollow={() => undefined} />
      )}
    </Box>
  )
}

/** "Of 210 in the directory who are not linked yet, 12 would be linked, 3 would be in conflict, 195 match nobody." */
function wordMatching({ matched, conflicts, decided, fresh }: MatchingImpact): string {
  const sum = (counts: readonly { count: number }[]) => counts.reduce((total, { count }) => total + count, 0)
  const linked = sum(matched)
  const contested = sum(conflicts)
  const all = linked + contested + decided + fresh
  if (all === 0) return 'Everybody in scope is linked already: nobody is left to match.'
  const parts = [
    [linked, 'would be linked'],
    [decided, 'decided by a person'],
    [contested, 'would be in conflict'],
    [fresh, fresh === 1 ? 'matches nobody' : 'match nobody'],
  ] as const
  const told = parts.flatMap(([count, words]) => (count > 0 ? [`${writeNumber(count)} ${words}`] : []))
  return `Of ${writeNumber(all)} in the directory who are not linked yet, ${told.join(', ')}.`
}
