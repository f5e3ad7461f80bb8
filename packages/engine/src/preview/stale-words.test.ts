import { expect, test } from 'vitest'
import { staleWords } from './stale-words.ts'

const csn = (time: string, server: string) => `${time}.000000Z#000000#${server}#000000`
const usn = (time: string, number: number, database: string) => `${time}.0Z#${number}#${database}`

test('behind is who has an older change of any server than was synced', () => {
  const before = `${csn('20260101000000', '001')} ${csn('20260201000000', '002')}`
  expect(staleWords('ldap://a', before, before)).toBe('')
  expect(
    staleWords('ldap://a', `${csn('20260301000000', '001')} ${csn('20260201000000', '002')}`, before),
  ).toBe('')
  expect(staleWords('ldap://a', csn('20260301000000', '001'), before)).toMatch(/is behind/)
  expect(staleWords('ldap://a', '', before)).toMatch(/is behind/)
  expect(staleWords('ldap://a', csn('20260301000000', '001'), '')).toBe('')
})

test('the numbers of one domain controller say nothing of another, nor of itself after it was restored', () => {
  const before = usn('20260101000000', 5000, 'first')
  for (const now of [
    usn('20260101000000', 10_000, 'first'),
    usn('20260102000000', 7, 'second'),
    usn('20260102000000', 7, 'first'),
  ])
    expect(staleWords('ldap://a', now, before)).toBe('')
})
