import { expect, it } from 'vitest'
import { onlyFields, touchedFields } from './touched-fields.ts'

const opened = { name: 'Ops', emails: ['a@x.org'], active: true }

it('finds what was touched, lists by their content', () => {
  expect(touchedFields(opened, { ...opened, emails: ['a@x.org'] })).toEqual(new Set())
  expect(touchedFields(opened, { name: 'Ops ', emails: [], active: true })).toEqual(
    new Set(['name', 'emails']),
  )
})
it('keeps only those', () => {
  expect(onlyFields(opened, new Set(['name']))).toEqual({ name: 'Ops' })
})
