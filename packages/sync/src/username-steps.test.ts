import { expect, test } from 'vitest'
import { usernameRename, usernameSteps } from './username-steps.ts'

const change = (id: number, from: string, to: string) => ({
  id,
  stableId: `12345678-9abc-4def-0000-00000000000${id}`,
  deltas: [
    { attribute: 'title', remove: [], add: ['Boss'], amongOthers: false },
    { attribute: 'sAMAccountName', remove: [from], add: [to], amongOthers: false },
  ],
})

test('S18 two exchange usernames by way of a third that a domain takes; what else is written goes with the last step', () => {
  const steps = usernameSteps([change(1, 'ada', 'bo'), change(2, 'bo', 'ada')], 'samaccountname')
  expect(
    steps.map(({ id, deltas }) => [
      id,
      ...deltas.map(({ remove, add }) => [...remove, '→', ...add].join(' ')),
    ]),
  ).toEqual([
    [1, 'ada → moving-123456789abc4'],
    [2, '→ Boss', 'bo → ada'],
    [1, '→ Boss', 'moving-123456789abc4 → bo'],
  ])
  expect('moving-123456789abc4').toHaveLength(20)
})

test('S18 a temporary username keeps its domain', () => {
  const round = [change(1, 'ada@b.org', 'bo@b.org'), change(2, 'bo@b.org', 'ada@b.org')]
  const [away] = usernameSteps(round, 'sAMAccountName')
  expect(away?.deltas[0]?.add).toEqual(['moving-123456789abc4@b.org'])
})

test('usernames compare without regard for case', () => {
  expect(usernameRename(change(1, 'Ada', 'BO'), 'sAMAccountName')).toEqual({ id: 1, from: 'ada', to: 'bo' })
  expect(usernameRename(change(1, 'Ada', 'BO'), 'uid')).toBeNull()
})
