import { Kbd, Modal, Table } from '@mantine/core'
import { Fragment } from 'react'

const keys = [
  [['j', 'k'], 'next, previous conflict'],
  [['1', '2'], 'accounts, directory: the value of the marked attribute that stands'],
  [['l', 's', 'i'], 'same, another, leave alone: who an entry is'],
  [['a', 'r'], 'the deletion stands, make it anew'],
  [['o'], 'open again'],
  [['Enter'], 'into the conflict'],
  [['Esc'], 'back to the list'],
  [['/'], 'search'],
  [['?'], 'this list'],
] as const

/** The keys of the inbox. */
export function KeysDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
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
