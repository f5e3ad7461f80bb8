import type { Conflict, ConflictFilter } from '@bindery/contract'
import { Drawer } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useMemo, useRef } from 'react'
import type { Pages } from '../../lists/use-pages.ts'
import { VirtualRows } from '../../lists/virtual-rows.tsx'
import { ConflictDetail } from './conflict-detail.tsx'
import { ConflictRow } from './conflict-row.tsx'
import styles from './inbox.module.css'
import type { Deciding } from './use-decide.ts'
import { useInboxKeys } from './use-inbox-keys.ts'

interface Props {
  list: Pages<Conflict>
  filter: ConflictFilter
  /** The one in the address. */
  current: Conflict | undefined
  deciding: Deciding
  show: (id: number | undefined) => void
  help: () => void
}

/** The list, and beside it the conflict that is looked at; on a narrow screen that one comes over it. */
export function Inbox({ list, filter, current, deciding, show, help }: Props) {
  const wide = useMediaQuery('(min-width: 75em)', true)
  const { items } = list
  const shown = current ?? (wide ? items[0] : undefined)
  const pane = useRef<HTMLDivElement>(null)
  const keys = useInboxKeys({ items, current: shown, show, help })
  const place = keys.focused ? keys.cursor : undefined
  const cursor = useMemo(() => (place === undefined ? undefined : { place }), [place])
  const detail = shown ? (
    <ConflictDetail key={shown.id} conflict={shown} deciding={deciding} filter={filter} />
  ) : null
  return (
    <div className={styles.inbox}>
      <VirtualRows label="Conflicts" rows={list} rowHeight={59} cursor={cursor}>
        {(conflict, index) => (
          <ConflictRow
            conflict={conflict}
            current={conflict.id === shown?.id}
            focused={keys.focused && index === keys.cursor}
            onOpen={() => {
              show(conflict.id)
              if (!wide) return
              keys.leaveList()
              requestAnimationFrame(() => pane.current?.querySelector<HTMLElement>('[aria-pressed]')?.focus())
            }}
          />
        )}
      </VirtualRows>
      {wide ? (
        <div ref={pane} className={styles.pane}>
          {detail}
        </div>
      ) : (
        <Drawer opened={shown !== undefined} onClose={() => show(undefined)} size="100%" title="Conflict">
          {detail}
        </Drawer>
      )}
    </div>
  )
}
