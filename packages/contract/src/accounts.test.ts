import { describe, expect, test } from 'vitest'
import { groupInputSchema, groupPatchSchema, personInputSchema, personPatchSchema } from './accounts.ts'

const hidden = {
  NUL: 'a\0b',
  'a line break': 'a\nb',
  'a C1 control': 'a\u0085b',
  'a bidi override': 'a\u202Eb',
  'a bidi isolate': 'a\u2066b',
}
const personTexts = [
  'employeeNumber',
  'givenName',
  'familyName',
  'displayName',
  'phone',
  'title',
  'department',
] as const

describe.each(Object.entries(hidden))('S41 %s', (_, value) => {
  test.each([...personTexts, 'username', 'email'])(
    'is refused in the %s of a person, at that field',
    (field) => {
      const created = personInputSchema.safeParse({ username: 'ada', [field]: value })
      expect(created.error?.issues.map(({ path }) => path)).toEqual([[field]])
      expect(personPatchSchema.safeParse({ [field]: value }).success).toBe(false)
    },
  )
  test.each(['name', 'description'])('is refused in the %s of a group, at that field', (field) => {
    const created = groupInputSchema.safeParse({ name: 'staff', [field]: value })
    expect(created.error?.issues.map(({ path }) => path)).toEqual([[field]])
    expect(groupPatchSchema.safeParse({ [field]: value }).success).toBe(false)
  })
})

test('the refusal says what is wrong', () => {
  expect(personPatchSchema.safeParse({ title: hidden['a line break'] }).error?.issues[0]?.message).toBe(
    'Use one line, without control characters or marks that turn the direction of the text',
  )
})

test('what is only around a value is trimmed, and every language is welcome', () => {
  expect(personPatchSchema.parse({ title: '\n Dr\t' })).toEqual({ title: 'Dr' })
  const names = { givenName: 'Zoë\u0308', familyName: 'محمد', displayName: 'שרה 👩‍👩‍👧 a\u200Fb' }
  expect(personPatchSchema.parse(names)).toEqual(names)
})
