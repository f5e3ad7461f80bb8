import { expect, test } from 'vitest'
import { ownPage } from './own-page.ts'

test.each([
  ['/runs?state=failed', '/runs?state=failed'],
  ['/people?text=Zoë#top', '/people?text=Zo%C3%AB#top'],
  ['/a\u0000b', '/a%00b'],
  ['/.//evil.example', '/'],
  ['/x/..//evil.example', '/'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example/', '/'],
  ['/\t/evil.example', '/'],
  ['javascript:alert(1)', '/'],
])('%j leads to %s', (path, expected) => {
  expect(ownPage(path, 'http://127.0.0.1:8420')).toBe(expected)
})
