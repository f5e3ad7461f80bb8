import { expect, test } from 'vitest'
import { parseCsnToken, syncCookie } from './csn-token.ts'

const csn = (time: string, sid: string) => `${time}.000000Z#000000#${sid}#000000`

test('a cookie goes back to the earliest change number of each server', () => {
  const [old, first, second] = [
    csn('20250101000000', '001'),
    csn('20260101000000', '001'),
    csn('20260201000000', '002'),
  ]
  expect(syncCookie(parseCsnToken([old, second, first].join(' ')))).toBe(`rid=000,csn=${old};${second}`)
  expect(parseCsnToken('')).toEqual(new Map())
  expect(parseCsnToken('20260101000000.0Z#12#7d3c-11')).toEqual(new Map())
})
