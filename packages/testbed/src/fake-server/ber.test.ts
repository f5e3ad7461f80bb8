import { describe, expect, test } from 'vitest'
import { element, integer, readElement, readInteger, tags } from './ber.ts'

describe('BER', () => {
  test.each([0, 1, 127, 128, 255, 256, 65_535, 2 ** 31 - 1])('integer %i survives', (value) => {
    const read = readElement(integer(value))
    expect(read && readInteger(read.element)).toBe(value)
  })

  test.each([0, 127, 128, 70_000])('content of %i octets survives, and an incomplete one waits', (length) => {
    const written = element(tags.octets, Buffer.alloc(length, 7))
    expect(readElement(written)?.element.content.length).toBe(length)
    expect(readElement(written.subarray(0, -1))).toBeUndefined()
  })
})
