import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accountControlForm, booleanForm, valueForm } from './value-form.ts'

const flags = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })

describe('userAccountControl as the status of an account', () => {
  it.each([
    ['512', 'true'],
    ['514', 'false'],
    ['66048', 'true'],
    ['66050', 'false'],
    ['546', 'false'],
    ['-2147483136', 'true'],
  ])('%s is active: %s', (raw, active) => expect(accountControlForm.read([raw])).toEqual([active]))

  it('changes one bit and no other, whichever there are', () =>
    fc.assert(
      fc.property(flags, fc.boolean(), (raw, active) => {
        const written = accountControlForm.write([String(active)], [String(raw)])
        expect(accountControlForm.read(written)).toEqual([String(active)])
        expect((Number(written[0]) ^ raw) & ~0x2).toBe(0)
      }),
    ))

  it('is written to a new user as disabled, whatever the account is', () =>
    expect([['true'], ['false']].map((values) => accountControlForm.write(values, []))).toEqual([
      ['514'],
      ['514'],
    ]))

  it('is never cleared, and what is no number stays', () => {
    expect(accountControlForm.write([], ['512'])).toEqual(['512'])
    expect(accountControlForm.write(['false'], ['odd'])).toEqual(['odd'])
    expect(accountControlForm.read(['odd'])).toEqual(['odd'])
  })

  it('is told by the name of the attribute, without regard to case', () => {
    expect(valueForm(true, 'useraccountcontrol', false)).toBe(accountControlForm)
    expect(valueForm(true, 'loginEnabled', false)).toBe(booleanForm)
  })
})

it('a new group’s account name has no character that a domain forbids; a name that is compared stays', () => {
  const name = 'Friends, Family [2] + "Co"'
  expect(valueForm(false, 'sAMAccountName', true).write([name], [])).toEqual(['Friends_ Family _2_ _ _Co_'])
  expect(valueForm(false, 'sAMAccountName', false).write([name], [])).toEqual([name])
})
