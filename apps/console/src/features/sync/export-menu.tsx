import { Button, Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { urlOf } from '../../api/request.ts'

/** Downloads of the included rows. */
export function ExportMenu({ planId }: { planId: number }) {
  const file = (format: 'ldif' | 'json') => urlOf('exportPlan', { params: { id: planId }, query: { format } })
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden="true" />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href={file('ldif')} download>
          LDIF: what is sent to the directory
        </Menu.Item>
        <Menu.Item component="a" href={file('json')} download>
          JSON: every selected row of both sides
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
