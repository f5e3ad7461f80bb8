import { expect, it } from 'vitest'
import { foreignChanges } from './lost-update.ts'

const opened = { title: 'Engineer', email: 'a@x.org', active: true, otherEmails: ['b@x.org'] }

it('tells what someone else changed, and where it meets what was entered', () => {
  const now = { ...opened, title: 'Manager', email: 'c@x.org' }
  const entered = { ...opened, title: 'Director' }
  expect(foreignChanges(opened, now, entered, new Set(['title']))).toEqual([
    { field: 'title', was: 'Engineer', is: 'Manager', mine: 'Director' },
    { field: 'email', was: 'a@x.org', is: 'c@x.org', mine: null },
  ])
})

it('is silent about fields that nobody else changed, or changed alike', () => {
  expect(foreignChanges(opened, opened, { ...opened, title: 'x' }, new Set(['title']))).toEqual([])
  const now = { ...opened, active: false, otherEmails: [] }
  expect(foreignChanges(opened, now, now, new Set(['active']))).toEqual([
    { field: 'active', was: 'yes', is: 'no', mine: null },
    { field: 'otherEmails', was: 'b@x.org', is: '', mine: null },
  ])
})
