import { once } from 'node:events'
import type { Socket } from 'node:net'
import { integer, lengthOctets, tags } from './ber.ts'
import type { FakeSearchRequest } from './read-request.ts'
import { writeEntry, writeReference, writeResult, type FakeEntry } from './write-response.ts'

/** One scripted page. */
export interface FakePage {
  entries: readonly FakeEntry[]
  /** Referral URLs sent between the entries and the result. */
  references?: readonly string[]
  /** Non-empty: more pages follow. Sent only with a paged request. */
  cookie?: string
  /** Default 0, success. */
  resultCode?: number
  /** The server's words beside the result code. */
  words?: string
  /**
   * What happens after the entries in place of a result: `drop` cuts the connection inside a message, `hang` is
   * silent, `endless` repeats the entries for ever, `endless-value` begins a message of 2 GiB.
   */
  ending?: 'drop' | 'hang' | 'endless' | 'endless-value'
}

/** Sends one page, or misbehaves as scripted. */
export async function answerSearch(
  socket: Socket,
  id: number,
  request: FakeSearchRequest,
  page: FakePage,
): Promise<void> {
  const entries = Buffer.concat(page.entries.map((entry) => writeEntry(id, entry)))
  socket.write(entries)
  if (page.references !== undefined) socket.write(writeReference(id, page.references))
  if (page.ending === 'drop') socket.write(writeResult(id, 0x65, 0).subarray(0, 5), () => socket.destroy())
  else if (page.ending === 'endless') await repeat(socket, entries)
  else if (page.ending === 'endless-value') {
    socket.write(Buffer.concat([Buffer.from([tags.sequence]), lengthOctets(0x7fffffff), integer(id)]))
    await repeat(socket, Buffer.alloc(65_536, 0x61))
  } else if (page.ending === undefined) {
    const cookie = request.paged === undefined ? undefined : (page.cookie ?? '')
    socket.write(writeResult(id, 0x65, page.resultCode ?? 0, page.words ?? '', cookie))
  }
}

/** Writes the same octets until the other side has had enough, never faster than it reads. */
async function repeat(socket: Socket, octets: Buffer): Promise<void> {
  if (octets.length === 0) throw new Error('Repeating nothing would never end')
  while (!socket.destroyed) {
    if (!socket.write(octets)) await Promise.race([once(socket, 'drain'), once(socket, 'close')])
    else await new Promise((resolve) => setImmediate(resolve))
  }
}
