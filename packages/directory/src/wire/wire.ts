import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import {
  AbandonRequest,
  ExtendedResponse,
  MessageParser,
  SearchReference,
  UnbindRequest,
  type Control,
  type Message,
  type MessageResponse,
} from 'ldapts'
import { DirectoryError } from '../directory-error.ts'
import { failure, problem, socketProblem } from '../problems.ts'
import { rawResult } from '../result-codes.ts'
import { contentEnd, contentStart, createFramer } from './frame-messages.ts'
import { readControls } from './read-controls.ts'
import { readIntermediate, type Intermediate } from './intermediate.ts'
import { readSentEntry, type SentEntry } from './sent-entry.ts'

/** The final answer to one request, with the entries and referral URLs that came before it. */
export interface Reply {
  readonly code: number
  readonly words: string
  readonly matchedDn: string
  readonly controls: readonly Control[]
  /** Of an extended operation. */
  readonly value: string
  readonly entries: SentEntry[]
  readonly referrals: string[]
}

/**
 * What comes before the final answer, as it comes, for a request that does not want it kept. A listener that throws
 * ends the request, which is then abandoned (RFC 4511 §4.11).
 */
export interface Listener {
  /** With the value of each control of the entry, by its OID. */
  entry(entry: SentEntry, controls: ReadonlyMap<string, Buffer>): void
  intermediate(answer: Intermediate): void
}

/** One connection: requests with several in flight, each answered by its message id. It never connects again. */
export interface Wire {
  readonly encrypted: boolean
  /** False once it is over: what is asked then is not sent. */
  alive(): boolean
  /** Sends and waits. Rejects with `DirectoryError` when no answer came: it may have taken effect all the same. */
  ask(build: (messageId: number) => Message, listener?: Listener): Promise<Reply>
  /** Gives the socket back, for StartTLS. Throws if the server sent more than it was asked: it could be an attack. */
  detach(): Socket
  /** Says goodbye and closes. */
  close(): void
  /** Closes at once, with this reason for whatever is in flight. */
  destroy(reason: DirectoryError): void
}

interface Pending {
  readonly message: Message
  readonly entries: SentEntry[]
  readonly referrals: string[]
  readonly listener: Listener | undefined
  bytes: number
  readonly timer: NodeJS.Timeout
  readonly resolve: (reply: Reply) => void
  readonly reject: (error: Error) => void
}

export interface WireLimits {
  readonly timeoutMs: number
  /** For one message and for the sum of one request's answers. */
  readonly maxReplyBytes: number
}

const searchResultEntry = 0x64
const intermediateResponse = 0x79

/** The integer that begins here; null: it is none that could be one of ours. */
function messageId(frame: Buffer, at: number): number | null {
  const length = frame[at + 1] ?? 0
  return frame[at] !== 0x02 || length < 1 || length > 4 ? null : frame.readUIntBE(at + 2, length)
}

/** Speaks LDAP on a connected socket. ldapts writes and reads the messages; connections, limits and aborts are ours. */
export function createWire(socket: Socket, limits: WireLimits): Wire {
  const waiting = new Map<string, Pending>()
  const parser = new MessageParser()
  const framer = createFramer(limits.maxReplyBytes)
  let lastId = 0
  let ended: DirectoryError | undefined
  let notice = ''

  const destroy = (reason: DirectoryError) => {
    ended ??= reason
    socket.destroy()
    for (const [id, pending] of waiting) {
      clearTimeout(pending.timer)
      waiting.delete(id)
      pending.reject(ended)
    }
  }
  const onMessage = (message: MessageResponse) => {
    const pending = waiting.get(String(message.messageId))
    if (pending === undefined) {
      // A notice of disconnection (RFC 4511 §4.4.1) has no request; it explains the end that follows.
      if (message instanceof ExtendedResponse) notice = rawResult(message.status, message.errorMessage)
      return
    }
    if (message instanceof SearchReference) pending.referrals.push(...message.uris)
    else {
      waiting.delete(String(message.messageId))
      clearTimeout(pending.timer)
      pending.resolve(replyOf(message, pending))
    }
  }
  const onData = (chunk: Buffer) => {
    try {
      for (const frame of framer.push(chunk)) {
        onFrame(frame)
        if (ended !== undefined) return
      }
    } catch (error) {
      if (!(error instanceof DirectoryError)) throw error
      destroy(error)
    }
  }
  /** The message id comes first, then the answer: entries, by far the most of them, are not for ldapts to read. */
  const onFrame = (frame: Buffer) => {
    const start = contentStart(frame, 0)
    const answer = contentEnd(frame, start)
    const pending = waiting.get(String(messageId(frame, start)))
    if (pending !== undefined) {
      pending.bytes += frame.length
      if (pending.bytes > limits.maxReplyBytes)
        throw failure('reply_too_large', { raw: `more than ${limits.maxReplyBytes} bytes for one request` })
    }
    const kind = frame[answer]
    if (kind !== searchResultEntry && kind !== intermediateResponse) parser.read(frame, waiting)
    else if (pending?.listener !== undefined) tell(pending, pending.listener, frame, answer)
    else if (kind === searchResultEntry) pending?.entries.push(readSentEntry(frame, answer))
    else if (pending !== undefined)
      throw failure('protocol_error', { raw: 'an intermediate response that was not asked for' })
  }
  const tell = (pending: Pending, listener: Listener, frame: Buffer, answer: number) => {
    pending.timer.refresh()
    try {
      if (frame[answer] === intermediateResponse) listener.intermediate(readIntermediate(frame, answer))
      else listener.entry(readSentEntry(frame, answer), readControls(frame, contentEnd(frame, answer)))
    } catch (error) {
      waiting.delete(String(pending.message.messageId))
      clearTimeout(pending.timer)
      lastId += 1
      const { messageId: abandonId } = pending.message
      socket.write(new AbandonRequest({ messageId: lastId, abandonId }).write())
      pending.reject(error instanceof Error ? error : new Error(String(error)))
    }
  }
  const onError = (error: Error) => destroy(new DirectoryError(socketProblem(error, 'use')))
  const onClose = () =>
    destroy(failure('connection_lost', { raw: notice || 'the server closed the connection' }))

  /**
   * The first request of a turn of the event loop leaves at once: whoever asks may have much to do in that turn, while the
   * server answers. Others of the same turn leave as one piece: a system call costs more than a request.
   */
  const send = (bytes: Buffer) => {
    if (socket.writableCorked > 0) return void socket.write(bytes)
    socket.write(bytes)
    socket.cork()
    setImmediate(() => socket.uncork())
  }

  parser.on('message', onMessage)
  parser.on('error', (error) => destroy(failure('protocol_error', { raw: error.message })))
  socket.on('data', onData)
  socket.on('error', onError)
  socket.on('close', onClose)
  if (socket.destroyed) onClose()

  return {
    encrypted: socket instanceof TLSSocket,
    alive: () => ended === undefined,
    ask: (build, listener) => {
      if (ended !== undefined) return Promise.reject(ended)
      lastId += 1
      const message = build(lastId)
      const bytes = message.write()
      return new Promise<Reply>((resolve, reject) => {
        const timer = setTimeout(
          () => destroy(failure('operation_timeout', { raw: `no answer within ${limits.timeoutMs} ms` })),
          limits.timeoutMs,
        )
        const entry = { message, entries: [], referrals: [], listener, bytes: 0, timer, resolve, reject }
        waiting.set(String(message.messageId), entry)
        send(bytes)
      })
    },
    detach: () => {
      if (framer.pending() > 0 || waiting.size > 0)
        throw failure('tls_failed', { raw: 'the server sent data before TLS began' })
      socket.off('data', onData)
      socket.off('error', onError)
      socket.off('close', onClose)
      socket.pause()
      return socket
    },
    close: () => {
      if (ended !== undefined) return
      ended = new DirectoryError(problem('connection_lost', { raw: 'closed by us' }))
      lastId += 1
      socket.end(new UnbindRequest({ messageId: lastId }).write(), () => socket.destroy())
    },
    destroy,
  }
}

function replyOf(message: MessageResponse, pending: Pending): Reply {
  return {
    code: message.status,
    words: message.errorMessage,
    matchedDn: message.matchedDN,
    controls: message.controls ?? [],
    value: message instanceof ExtendedResponse ? (message.value ?? '') : '',
    entries: pending.entries,
    referrals: pending.referrals,
  }
}
