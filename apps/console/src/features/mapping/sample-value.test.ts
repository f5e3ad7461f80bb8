import { defaultSettings, type MappingRule, type SamplePerson } from '@bindery/contract'
import { expect, test } from 'vitest'
import { sampleValue } from './sample-value.ts'

const sample: SamplePerson = {
  dn: 'uid=ada,dc=x',
  stableId: '1',
  attributes: [{ name: 'CN', values: ['Ada L'] }],
  mapped: [
    { local: 'displayName', values: ['Ada Lovelace'], problem: null },
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
  expect(sampleValue(rule('email'), sample)).toEqual({ text: 'empty', empty: true, problem: 'required' })
})
