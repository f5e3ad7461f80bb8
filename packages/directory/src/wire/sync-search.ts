import { BerWriter, Control, SearchRequest, type BerReader } from 'ldapts'
import { controlOids } from './controls.ts'
import { encodeFilter } from './encode-filter.ts'
import { assertNested, contentEnd, contentStart, notLdap } from './frame-messages.ts'
import type { Listener, Reply, Wire } from './wire.ts'

const refreshOnly = 1
const states = { present: 0, add: 1, modify: 2, delete: 3 } as const
const tags = { octets: 0x04, enumerated: 0x0a, set: 0x31, refreshPresent: 0xa2, idSet: 0xa3 }
const tagBoolean = 0x01
const uuidBytes = 16

/** Asks only for what changed since a cookie (RFC 4533 §2.2); the final answer says how absences were told (§2.4). */
export class SyncRequestControl extends Control {
  readonly cookie: string
  /** Of the final answer: what is gone was named, so that whoever was not named is still there. */
  namedDeleted = false

  constructor(cookie: string) {
    super(controlOids.syncRequest, { critical: true, responseType: controlOids.syncDone })
    this.cookie = cookie
  }

  protected override writeControl(writer: BerWriter): void {
    const value = new BerWriter()
    value.startSequence()
    value.writeEnumeration(refreshOnly)
    value.writeString(this.cookie)
    value.endSequence()
    writer.writeBuffer(value.buffer, 0x04)
  }

  protected override parseControl(reader: BerReader): void {
    const bytes = reader.remainingBuffer
    assertNested(bytes)
    this.namedDeleted = partsOf(bytes, 0).some(({ tag, content }) => tag === tagBoolean && content[0] !== 0)
  }
}

/** What the server tells, as it comes. What throws ends the search. */
export interface SyncListener {
  /** An entry that was added, changed or moved: its id (entryUUID, 16 bytes) and where it is. */
  changed(id: Buffer, dn: string): void
  /** Ids of entries that are there as they were. */
  unchanged(ids: readonly Buffer[]): void
  /** Ids of entries that are there no longer. */
  gone(ids: readonly Buffer[]): void
}

export interface Synced {
  readonly reply: Reply
  /** Whoever was told of neither as changed nor as unchanged is gone. */
  readonly restIsGone: boolean
}

/** Sends a search for what changed since a cookie. Rejects with `DirectoryError`. */
export async function askSync(
  wire: Wire,
  search: { readonly base: string; readonly scope: 'base' | 'sub'; readonly cookie: string },
  listener: SyncListener,
): Promise<Synced> {
  const control = new SyncRequestControl(search.cookie)
  let presentEnded = false
  const heard: Listener = {
    entry(entry, controls) {
      const { state, id } = readState(controls.get(controlOids.syncState))
      if (state === states.delete) listener.gone([id])
      else if (state === states.present) listener.unchanged([id])
      else listener.changed(id, entry.name)
    },
    intermediate({ name, value }) {
      if (name !== controlOids.syncInfo) throw notLdap()
      assertNested(value)
      presentEnded ||= value[0] === tags.refreshPresent
      if (value[0] !== tags.idSet) return
      const { ids, deleted } = readIdSet(value)
      if (deleted) listener.gone(ids)
      else listener.unchanged(ids)
    },
  }
  const reply = await wire.ask(
    (messageId) =>
      new SearchRequest({
        messageId,
        baseDN: search.base,
        scope: search.scope,
        filter: encodeFilter('(objectClass=*)'),
        attributes: ['1.1'],
        timeLimit: 0,
        controls: [control],
      }),
    heard,
  )
  const done = reply.controls.includes(control)
  if (reply.code === 0 && !done) throw notLdap()
  return { reply, restIsGone: presentEnded || !control.namedDeleted }
}

/** A Sync State value (RFC 4533 §2.3). */
function readState(value: Buffer | undefined): { readonly state: number; readonly id: Buffer } {
  if (value === undefined) throw notLdap()
  assertNested(value)
  const [state, id] = partsOf(value, 0)
  if (state?.tag !== tags.enumerated || id?.tag !== tags.octets || id.content.length !== uuidBytes)
    throw notLdap()
  return { state: state.content[0] ?? -1, id: id.content }
}

/** A syncIdSet (RFC 4533 §2.5). */
function readIdSet(value: Buffer): { readonly ids: Buffer[]; readonly deleted: boolean } {
  const parts = partsOf(value, 0)
  const deleted = parts.some(({ tag, content }) => tag === tagBoolean && content[0] !== 0)
  const set = parts.find(({ tag }) => tag === tags.set)
  if (set === undefined) throw notLdap()
  const ids = elementsIn(set.content, 0, set.content.length).map(({ content }) => content)
  if (ids.some((id) => id.length !== uuidBytes)) throw notLdap()
  return { ids, deleted }
}

interface Element {
  readonly tag: number
  readonly content: Buffer
}

/** What the element that begins here is made of. */
const partsOf = (bytes: Buffer, at: number) =>
  bytes.length === 0 ? [] : elementsIn(bytes, contentStart(bytes, at), contentEnd(bytes, at))

function elementsIn(bytes: Buffer, start: number, end: number): Element[] {
  const found: Element[] = []
  for (let at = start; at < end; at = contentEnd(bytes, at))
    found.push({
      tag: bytes[at] ?? 0,
      content: bytes.subarray(contentStart(bytes, at), contentEnd(bytes, at)),
    })
  return found
}
