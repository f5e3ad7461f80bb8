import { expect, test } from 'vitest'
import { deadlineWords } from './deadline-words.ts'

test.each([
  [12, false, '12 days left', false],
  [1, false, '1 day left', false],
  [0, false, 'due: the next preview proposes the deletion', true],
  [-4, false, 'due: the next preview proposes the deletion', true],
  [null, false, 'no deadline', false],
  // Nobody previews a forgotten directory, so nothing becomes due.
  [-4, true, 'until you end it: its directory was forgotten', false],
])('%s days, directory deleted %s: %s', (daysLeft, directoryDeleted, text, due) => {
  expect(deadlineWords({ daysLeft, directoryDeleted })).toEqual({ text, due })
})
