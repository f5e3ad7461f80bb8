import { writeNumber, type Run } from '@bindery/contract'
import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { query } from '../api/query.ts'
import { ButtonLink } from '../components/links.tsx'
import styles from './failures.module.css'
import { OperationRow } from './operation-row.tsx'

const shown = 10

/** The first few operations of a run that were not done; nothing when all were. */
export function Failures({ run }: { run: Run }) {
  const { refused, drifted, inDoubt, cancelled } = run.outcome
  const failed = refused + drifted + inDoubt + cancelled
  const operations = useQuery({
    ...query('listOperations', { params: { id: run.id }, query: { limit: shown } }),
    enabled: failed > 0,
  })
  if (failed === 0) return null
  const rows = operations.data?.items.filter(({ state }) => state !== 'done') ?? []
  return (
    <ul className={styles.failures} aria-label="Changes that were not done">
      {rows.map((operation) => (
        <li key={operation.id}>
          <OperationRow operation={operation} />
        </li>
      ))}
      {failed > rows.length && rows.length > 0 ? (
        <Text size="sm" mt="sm" component="li">
          {`${writeNumber(failed - rows.length)} more were not done. `}
          <ButtonLink size="compact-sm" variant="default" to="/runs/$id" params={{ id: run.id }}>
            Show all
          </ButtonLink>
        </Text>
      ) : null}
    </ul>
  )
}
