import { expect, test } from 'vitest'
import { sidText } from './sid-text.ts'

test.each([
  ['S-1-5-32-544', '01020000000000052000000020020000'],
  ['S-1-1-0', '010100000000000100000000'],
  [
    'S-1-5-21-3623811015-3361044348-30300820-1013',
    '010500000000000515000000c7f7fed77c7755c8945ace01f5030000',
  ],
  ['S-1-0x100000000000-7', '010110000000000007000000'],
])('%s', (text, hex) => {
  expect(sidText(Buffer.from(hex, 'hex'))).toBe(text)
})

test.each(['', '01', '0102000000000005200000', '02010000000000010000000', '0101000000000001000000000a'])(
  'bytes that are no SID: %s',
  (hex) => {
    expect(sidText(Buffer.from(hex, 'hex'))).toBeNull()
  },
)
