import { expect, it } from 'vitest'
import { changesOf } from './changes-of.ts'
import { nameFact } from './fact-names.ts'

it('values have the names that they have on screen, and times are written out', () => {
  const details = {
    before: {},
    after: { expiresAt: '2026-11-27T05:00:00.000Z', displayName: 'Ada', 'oidc.claim': 'groups' },
  }
  const changes = changesOf({ subject: { kind: 'token', id: 1, label: 'nightly' }, details })
  expect(changes.map(({ label }) => label)).toEqual(['Valid until', 'Name', 'Provider · Claim'])
  expect(changes[0]?.after).toContain('2026')
  expect(changes[0]?.after).not.toContain('T05')
})

it('what has no name yet is at least taken apart', () => {
  expect(nameFact('rowsChosen')).toBe('Rows chosen')
})
