import { expect, test } from 'vitest'
import { entryUuid, idForms } from './id-forms.ts'

const bytes = Buffer.from('0123456789abcdef0123456789abcdef', 'hex')

test.each([
  ['entryUUID', '01234567-89ab-cdef-0123-456789abcdef'],
  ['nsUniqueId', '01234567-89abcdef-01234567-89abcdef'],
])('an id is read as a server writes its %s, and written so again', (attribute, text) => {
  const id = Buffer.alloc(16)
  expect(idForms(attribute)?.read(Buffer.from(text), id)).toBe(true)
  expect(id).toEqual(bytes)
  expect(idForms(attribute)?.text(id)).toBe(text)
})

test('one that is written in another way is not read', () => {
  expect(idForms('objectGUID')).toBeNull()
  const id = Buffer.alloc(16)
  for (const text of [
    '',
    '01234567-89ab-cdef-0123-456789abcde',
    '01234567-89ab-cdef-0123-456789abcdef0',
    '01234567-89ab-cdef-0123-456789abcdeg',
    '01234567-89AB-CDEF-0123-456789ABCDEF',
    '01234567-89abcdef-01234567-89abcdef',
    '0123456789abcdef0123456789abcdef',
  ])
    expect(entryUuid.read(Buffer.from(text), id)).toBe(false)
})
