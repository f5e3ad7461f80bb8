import { BerWriter, Control, type BerReader } from 'ldapts'
import { encodeFilter } from './encode-filter.ts'
import { assertNested } from './frame-messages.ts'
import { readSentEntry, type SentEntry } from './sent-entry.ts'

export const controlOids = {
  paging: '1.2.840.113556.1.4.319',
  assertion: '1.3.6.1.1.12',
  postRead: '1.3.6.1.1.13.2',
  descriptorParts: '1.2.840.113556.1.4.801',
  showDeleted: '1.2.840.113556.1.4.417',
  showRecycled: '1.2.840.113556.1.4.2064',
  syncRequest: '1.3.6.1.4.1.4203.1.9.1.1',
  syncState: '1.3.6.1.4.1.4203.1.9.1.2',
  syncDone: '1.3.6.1.4.1.4203.1.9.1.3',
  syncInfo: '1.3.6.1.4.1.4203.1.9.1.4',
} as const

/** The operation happens only if the entry matches the filter, else 122 (RFC 4528). */
export class AssertionControl extends Control {
  /** RFC 4515. */
  readonly filter: string

  constructor(filter: string) {
    super(controlOids.assertion, { critical: true })
    this.filter = filter
  }

  protected override writeControl(writer: BerWriter): void {
    const value = new BerWriter()
    encodeFilter(this.filter).write(value)
    writer.writeBuffer(value.buffer, 0x04)
  }
}

/** The entry as the write left it comes back with the answer, in `entry` (RFC 4527 §3.2). */
export class PostReadControl extends Control {
  entry: SentEntry | null = null
  readonly attributes: readonly string[]

  constructor(attributes: readonly string[]) {
    super(controlOids.postRead)
    this.attributes = attributes
  }

  protected override writeControl(writer: BerWriter): void {
    const value = new BerWriter()
    value.startSequence()
    for (const attribute of this.attributes) value.writeString(attribute)
    value.endSequence()
    writer.writeBuffer(value.buffer, 0x04)
  }

  protected override parseControl(reader: BerReader): void {
    const bytes = reader.remainingBuffer
    assertNested(bytes)
    this.entry = readSentEntry(bytes)
  }
}

/** A search finds deleted entries as well (MS-ADTS §3.1.1.3.4.1.14), or recycled ones too (§3.1.1.3.4.1.26). */
export class ShowDeletedControl extends Control {
  constructor(recycledToo: boolean) {
    super(recycledToo ? controlOids.showRecycled : controlOids.showDeleted, { critical: true })
  }
}

/** Of a security descriptor only its owner is read (MS-ADTS §3.1.1.3.4.1.11), which needs no right to audit. */
export class OwnerControl extends Control {
  constructor() {
    super(controlOids.descriptorParts, { critical: true })
  }

  protected override writeControl(writer: BerWriter): void {
    const value = new BerWriter()
    value.startSequence()
    value.writeInt(0x1)
    value.endSequence()
    writer.writeBuffer(value.buffer, 0x04)
  }
}
