import { expect, test } from 'vitest'
import { replaceBetween } from './write-docs.ts'

test('what is between the marks is replaced, the rest stays', () => {
  const text = 'before\n\n<!-- results -->\n\nold\n\n<!-- end of results -->\n\nafter\n'
  const written = replaceBetween(text, 'new\n')
  expect(written).toBe('before\n\n<!-- results -->\n\nnew\n\n<!-- end of results -->\n\nafter\n')
  expect(replaceBetween(written, 'new\n')).toBe(written)
})

test.each(['nothing', '<!-- end of results --> <!-- results -->'])('%s has no place for results', (text) => {
  expect(() => replaceBetween(text, 'new')).toThrow('There must be')
})
