import { BinderyError } from '@bindery/contract'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { problemOf } from './problem.ts'

/** What Node's parser found of a request that never reached the application. */
function refusalOf(code: string | undefined): BinderyError {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT')
    return new BinderyError('too_slow', 'Send the whole request at once')
  if (code === 'HPE_HEADER_OVERFLOW') return new BinderyError('too_large', 'Send less than 16 KiB of headers')
  return new BinderyError('invalid_request', 'This is not HTTP')
}

/** Answers what is no request, or comes too slowly, with problem details, and closes the connection. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code !== 'ECONNRESET' && socket.writable) {
    const problem = problemOf(refusalOf(error.code))
    const body = JSON.stringify(problem)
    socket.write(
      [
        `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
        'Content-Type: application/problem+json; charset=utf-8',
        `Content-Length: ${Buffer.byteLength(body)}`,
        'Connection: close',
        '',
        body,
      ].join('\r\n'),
    )
  }
  socket.destroy()
}
