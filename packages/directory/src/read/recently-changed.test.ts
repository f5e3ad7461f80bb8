import { expect, test } from 'vitest'
import { findRecentlyChanged } from './recently-changed.ts'

const id = (number: number) => Buffer.from([number])

test('who changed within a minute of the newest time, and as long as the read took, may change again in that second', () => {
  let elapsed = 0
  const recent = findRecentlyChanged(() => elapsed)
  recent.note(id(1), '20200101000000Z')
  recent.note(id(2), '20200101000100Z')
  recent.note(id(3), '20200101000100.5Z')
  recent.note(id(4), '20200101000201Z')
  recent.note(id(5), 'yesterday')
  expect(recent.ids()).toEqual([id(4), id(5)])
  elapsed = 5000
  const slow = findRecentlyChanged(() => elapsed)
  slow.note(id(2), '20200101000100Z')
  slow.note(id(4), '20200101000201Z')
  expect(slow.ids()).toEqual([id(2), id(4)])
})

test('of a great many it keeps those that are recent', () => {
  const recent = findRecentlyChanged(() => 0)
  for (let minute = 0; minute < 5000; minute += 1) {
    const [hour, rest] = [Math.floor(minute / 60) % 24, minute % 60]
    const day = 1 + Math.floor(minute / 1440)
    const time = [day, hour, rest].map((part) => String(part).padStart(2, '0')).join('')
    recent.note(id(minute % 251), `202001${time}30Z`)
  }
  expect(recent.ids()).toHaveLength(2)
})
