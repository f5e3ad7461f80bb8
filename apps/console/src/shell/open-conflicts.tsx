import { writeNumber } from '@bindery/contract'
import { Badge, VisuallyHidden } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { query } from '../api/query.ts'
import { useDirectory } from '../api/use-directory.ts'

/** A sync may find conflicts while nobody looks. */
const lookAgainMilliseconds = 15_000

/** How many conflicts wait for a person; nothing where there is none. */
export function OpenConflicts() {
  const { directory } = useDirectory()
  const { data } = useQuery({
    ...query('listConflicts', { query: { directoryId: directory?.id, state: 'open', limit: 1 } }),
    enabled: directory !== undefined,
    refetchInterval: lookAgainMilliseconds,
  })
  if (!data?.total) return null
  return (
    <Badge component="span" size="sm" variant="default" fw={600}>
      {writeNumber(data.total)}
      <VisuallyHidden> open</VisuallyHidden>
    </Badge>
  )
}
