import { Kbd, Modal, Table } from '@mantine/core'
import { Fragment } from 'react'

/** Keys, and what they do. */
export type KeyWords = readonly (readonly [names: readonly string[], does: string])[]

interface Props {
  keys: KeyWords
  opened: boolean
  onClose: () => void
}

/** The keys of a list. */
export function KeysDialog({ keys, opened, onClose }: Props) {
  return (
    <Modal opened={opened} onClose={onClose} title="Keys">
      <Table>
        <Table.Tbody>
          {keys.map(([names, does]) => (
            <Table.Tr key={does}>
              <Table.Td w={96}>
                {names.map((name) => (
                  <Fragment key={name}>
                    <Kbd size="xs">{name}</Kbd>{' '}
                  </Fragment>
                ))}
              </Table.Td>
              <Table.Td>{does}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  )
}
