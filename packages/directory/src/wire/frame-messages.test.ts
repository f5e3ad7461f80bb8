import { describe, expect, test } from 'vitest'
import { DirectoryError } from '../directory-error.ts'
import { createFramer } from './frame-messages.ts'

const message = Buffer.from('300c02010161070a010004000400', 'hex')
const long = Buffer.concat([
  Buffer.from('308201040282010041', 'hex').subarray(0, 4),
  Buffer.from('04820100', 'hex'),
  Buffer.alloc(256, 0x41),
])

function codeOf(act: () => unknown): string {
  try {
    act()
  } catch (error) {
    if (error instanceof DirectoryError) return error.problem.code
    throw error
  }
  return 'none'
}

describe('a framer', () => {
  test('gives the same messages however the bytes are cut', () => {
    const stream = Buffer.concat([message, long, message])
    for (let size = 1; size <= stream.length; size++) {
      const framer = createFramer(1_000)
      const found: Buffer[] = []
      for (let at = 0; at < stream.length; at += size)
        found.push(...framer.push(stream.subarray(at, at + size)))
      expect(found.map((one) => one.toString('hex'))).toEqual(
        [message, long, message].map((one) => one.toString('hex')),
      )
      expect(framer.pending()).toBe(0)
    }
  })

  test('refuses a large message by its header alone', () => {
    expect(codeOf(() => createFramer(255).push(long.subarray(0, 6)))).toBe('reply_too_large')
  })

  test.each([
    ['HTTP', Buffer.from('HTTP/1.1 400 Bad Request')],
    ['a TLS alert', Buffer.from('15030300020228', 'hex')],
    ['an indefinite length', Buffer.from('3080020101', 'hex')],
    ['an element longer than its parent', Buffer.from('3005020101047f', 'hex')],
    ['a header cut off', Buffer.from('3004020101 04'.replace(' ', ''), 'hex')],
    [
      'nesting without end',
      Buffer.concat(Array.from({ length: 40 }, (_, index) => Buffer.from([0x30, 2 * (39 - index)]))),
    ],
  ])('refuses %s', (_, bytes) => {
    expect(codeOf(() => createFramer(1_000).push(bytes))).toBe('protocol_error')
  })
})
