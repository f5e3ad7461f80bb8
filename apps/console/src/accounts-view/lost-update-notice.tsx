import { Alert, Table, Text } from '@mantine/core'
import type { ForeignChange } from './lost-update.ts'

interface Props {
  changes: readonly ForeignChange[]
  labelOf: (field: string) => string
}

/** Someone saved meanwhile: what they changed, and what saving now would do to it. */
export function LostUpdateNotice({ changes, labelOf }: Props) {
  return (
    <Alert
      role="alert"
      variant="default"
      styles={{ body: { minWidth: 0 } }}
      title="Someone changed this while you edited. Nothing was saved yet"
    >
      <Text size="sm">
        {changes.length === 0
          ? 'None of these fields differ. Save again to keep your edits.'
          : 'Fields that you did not touch now show the new value. Where you entered something else, saving again replaces theirs with yours.'}
      </Text>
      {changes.length === 0 ? null : (
        <Table mt="xs" layout="fixed" horizontalSpacing={6}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Field</Table.Th>
              <Table.Th>Was</Table.Th>
              <Table.Th>Is now</Table.Th>
              <Table.Th>You entered</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {changes.map(({ field, was, is, mine }) => (
              <Table.Tr key={field}>
                <Table.Td>{labelOf(field)}</Table.Td>
                <Table.Td>{was || '–'}</Table.Td>
                <Table.Td>{is || '–'}</Table.Td>
                <Table.Td fw={mine === null ? 400 : 600}>{mine ?? 'not touched'}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Alert>
  )
}
