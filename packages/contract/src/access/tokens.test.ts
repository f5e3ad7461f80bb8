import { expect, test } from 'vitest'
import { tokenInputSchema } from './tokens.ts'

test('a token without a name is asked for its name, not for a username', () => {
  const input = { name: '  ', permissions: ['look'], expiresInDays: 1 }
  const { error } = tokenInputSchema.safeParse(input)
  expect(error?.issues).toMatchObject([{ path: ['name'], message: 'Enter a name: what will use the token' }])
})
