import type { Filter } from '@bindery/contract/ldap-text'
import { BerWriter, type SearchRequest } from 'ldapts'
import { controlOids } from '../wire/controls.ts'
import type { SyncRequestControl } from '../wire/sync-search.ts'
import type { Listener } from '../wire/wire.ts'
import { textsOf } from './attributes.ts'
import { searchEntries, showEntry } from './search-entries.ts'
import type { Tree } from './tree.ts'

const modified = 2

/**
 * Tells what changed since the cookie's change number as the syncprov overlay does (RFC 4533, refreshOnly): what is gone
 * by name as far as the log of deletions goes back, else by naming all that is there as it was.
 */
export function tellChanges(
  tree: Tree,
  message: SearchRequest,
  { filter, control, listener }: { filter: Filter; control: SyncRequestControl; listener: Listener },
): void {
  const since = /csn=(.*)$/.exec(control.cookie)?.[1] ?? ''
  const all = [
    ...searchEntries(tree, {
      base: message.baseDN,
      scope: message.scope === 'base' ? 'base' : 'sub',
      filter,
      after: 0,
    }),
  ]
  const isChanged = (csn: string | undefined) => csn !== undefined && csn > since
  const unchanged = all.filter(({ attributes }) => !isChanged(textsOf(attributes, 'entrycsn')[0]))
  control.namedDeleted = since >= tree.deletions.since
  const ids = control.namedDeleted
    ? tree.deletions.entries.filter(({ csn }) => isChanged(csn)).map(({ stableId }) => stableId)
    : unchanged.map(({ stableId }) => stableId)
  if (ids.length > 0)
    listener.intermediate({ name: controlOids.syncInfo, value: idSet(ids, control.namedDeleted) })
  for (const entry of all)
    if (!unchanged.includes(entry))
      listener.entry(
        showEntry(tree, entry, message.attributes),
        new Map([[controlOids.syncState, stateOf(entry.stableId)]]),
      )
}

const bytesOf = (stableId: string) => Buffer.from(stableId.replaceAll('-', ''), 'hex')

function stateOf(stableId: string): Buffer {
  const value = new BerWriter()
  value.startSequence()
  value.writeEnumeration(modified)
  value.writeBuffer(bytesOf(stableId), 0x04)
  value.endSequence()
  return value.buffer
}

function idSet(stableIds: readonly string[], deleted: boolean): Buffer {
  const value = new BerWriter()
  value.startSequence(0xa3)
  value.writeBoolean(deleted)
  value.startSequence(0x31)
  for (const id of stableIds) value.writeBuffer(bytesOf(id), 0x04)
  value.endSequence()
  value.endSequence()
  return value.buffer
}
