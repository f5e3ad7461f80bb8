import { defaultSettings, type MappingRule, type SamplePerson } from '@bindery/contract'
import { expect, test } from 'vitest'
import { breakable, sampleValue } from './sample-value.ts'

const sample: SamplePerson = {
  dn: 'uid=ada,dc=x',
  stableId: '1',
  attributes: [
    { name: 'CN', values: ['Ada L'] },
    { name: 'userAccountControl', values: ['514'] },
  ],
  mapped: [
    { local: 'displayName', values: ['Ada Lovelace'], problem: null },
    { local: 'active', values: ['false'], problem: null },
    { local: 'email', values: [], problem: 'required' },
  ],
  memberOf: [],
  skipReason: null,
}
const rule = (id: string) => defaultSettings().mapping.people.find((one) => one.id === id) as MappingRule

test('a rule that pulls shows the mapped value', () => {
  expect(sampleValue(rule('display-name'), sample).text).toBe('Ada Lovelace')
})
test('a rule that pushes shows what stands in the directory, whatever the case of the name', () => {
  expect(sampleValue(rule('common-name'), sample).text).toBe('Ada L')
})
test('an empty value says so and why that matters', () => {
  expect(sampleValue(rule('email'), sample)).toEqual({
    text: 'empty',
    empty: true,
    words: null,
    problem: 'required',
  })
})
test('a value that nobody can read as it is comes with its words', () => {
  const active = { ...rule('title'), local: 'active', remote: 'useraccountcontrol' } as const
  expect(sampleValue({ ...active, direction: 'push' }, sample)).toMatchObject({
    text: '514',
    words: 'normal account, disabled',
  })
  expect(sampleValue(active, sample)).toMatchObject({
    text: 'false',
    words: '514: normal account, disabled',
  })
})
test('a line breaks before the @ of an address, and between the values of a list', () => {
  expect(breakable('arjun.kothare@example.org')).toEqual(['arjun.kothare', '@example.org'])
  expect(breakable('a, b')).toEqual(['a,', ' b'])
})
