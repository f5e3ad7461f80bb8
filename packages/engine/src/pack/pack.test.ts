import type { PlanValue } from '@bindery/contract'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Payload } from '../apply/apply-job.ts'
import { readBases, writeBases } from './pack-bases.ts'
import { readPayload, writePayload } from './pack-payload.ts'
import { readPlanValues, writePlanValues } from './pack-plan-values.ts'
import { readStaged, writeStaged } from './pack-staged.ts'

// Few texts, so that sides are often alike.
const values = fc.array(fc.constantFrom('', 'a', 'b', '“ü”\n'), { maxLength: 2 })
const rule = fc.constantFrom('username', 'title', 'phone')
const planValue: fc.Arbitrary<PlanValue> = fc.record({
  attribute: rule,
  ruleId: rule,
  base: fc.option(values),
  accounts: values,
  directory: values,
  after: fc.option(values),
  why: fc.constantFrom('', 'Because.'),
  overwritten: fc.boolean(),
})
const base = fc.record(
  { fingerprint: fc.constantFrom('title=title', ''), values, raw: values, former: values },
  { requiredKeys: ['fingerprint', 'values', 'raw'] },
)
const planValues = fc.uniqueArray(planValue, { maxLength: 3, selector: ({ attribute }) => attribute })

test('the values of a row are read as they were written', () => {
  fc.assert(
    fc.property(fc.array(planValue), (row) => {
      expect(readPlanValues(writePlanValues(row))).toEqual(row)
    }),
  )
})

test('the bases of a link are read as they were written', () => {
  fc.assert(
    fc.property(fc.dictionary(rule, base), (bases) => {
      expect(readBases(writeBases(bases))).toEqual({ ...bases })
    }),
  )
})

test('a payload is read as it was written, but for attributes without a value', () => {
  const some = fc.dictionary(
    rule,
    values.filter(({ length }) => length > 0),
  )
  fc.assert(
    fc.property(planValues, some, fc.dictionary(rule, fc.option(base)), (row, account, bases) => {
      const payload: Payload = { values: account, bases: { ...bases }, hash: 'h', before: { title: ['x'] } }
      const text = writePayload(payload, row)
      expect(readPayload({ payload: text, values: writePlanValues(row) })).toEqual(payload)
    }),
  )
})

test('a payload does not say again what the row leaves behind', () => {
  const row: PlanValue[] = [
    {
      attribute: 'title',
      ruleId: 'title',
      base: null,
      accounts: [],
      directory: ['Optician'],
      after: ['Optician'],
      why: '',
      overwritten: false,
    },
  ]
  const payload: Payload = {
    values: { title: ['Optician'], phone: [] },
    bases: { title: { fingerprint: 'title=title', values: ['Optician'], raw: ['Optician'] } },
  }
  const text = writePayload(payload, row)
  expect(text).not.toContain('Optician')
  expect(readPayload({ payload: text, values: writePlanValues(row) })).toEqual({
    ...payload,
    values: { title: ['Optician'] },
  })
})

test('what is staged of an entry is read as it was written', () => {
  const view = fc.array(fc.tuple(rule, fc.record({ values, raw: values })))
  fc.assert(
    fc.property(view, values, values, (rules, members, alsoMembers) => {
      const data = { view: rules, members, alsoMembers }
      expect(readStaged(writeStaged(data))).toEqual(data)
    }),
  )
})
