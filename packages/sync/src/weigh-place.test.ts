import { expect, test } from 'vitest'
import { matchEntry, type MatchCandidate, type MatchKeys } from './match-entry.ts'
import { weighPlace } from './weigh-place.ts'
import { account, keys, rules } from './test-matching.ts'

const ada = { employeeNumber: '7', email: 'ada@x', username: 'ada' }

/** What becomes of an entry with these keys where the entry of account 1 stood. */
const weigh = (entry: Partial<MatchKeys>, here: Partial<MatchKeys>, others: MatchCandidate[] = []) => {
  const place = account(1, here)
  const outcome = matchEntry(rules, keys(entry), [place, ...others].filter(sharing(entry)), new Set())
  return weighPlace(rules, keys(entry), place, outcome)
}
const sharing = (entry: Partial<MatchKeys>) => (candidate: MatchCandidate) =>
  rules.some(({ local }) => entry[local] != null && entry[local] === candidate.keys[local])

test.each<[string, ReturnType<typeof weigh>, object]>([
  ['the keys say the same', weigh(ada, ada), { outcome: 'matched', id: 1 }],
  [
    'the mail was changed here meanwhile',
    weigh(ada, { ...ada, email: 'l@x' }),
    { outcome: 'matched', id: 1 },
  ],
  ['only the username is the same', weigh({ username: 'ada' }, ada), { outcome: 'at_place', id: 1 }],
  ['no key at all', weigh({}, ada), { outcome: 'at_place', id: 1 }],
  [
    'the same username, another mail',
    weigh({ username: 'ada', email: 'bo@x' }, { username: 'ada', email: 'ada@x' }),
    { outcome: 'conflict', reason: 'conflict_stronger_key_differs', ids: [1] },
  ],
  [
    'another person altogether',
    weigh({ username: 'bo', email: 'bo@x' }, ada),
    { outcome: 'conflict', reason: 'conflict_stronger_key_differs', ids: [1] },
  ],
  [
    'the keys are those of somebody else',
    weigh({ email: 'bo@x' }, ada, [account(2, { email: 'bo@x' })]),
    { outcome: 'conflict', reason: 'conflict_ambiguous_match', ids: [2, 1] },
  ],
  [
    'the keys are those of somebody whose entry is still there',
    weigh({ email: 'bo@x' }, ada, [account(2, { email: 'bo@x' }, true)]),
    { outcome: 'conflict', reason: 'conflict_recreated', ids: [2] },
  ],
  [
    'the username of another, and nothing else',
    weigh({ username: 'bo' }, ada, [account(2, { username: 'bo' })]),
    { outcome: 'conflict', reason: 'conflict_username_taken', ids: [2] },
  ],
])('the place of a restored entry: %s', (_, outcome, expected) => expect(outcome).toMatchObject(expected))

test('where nobody was, the keys alone decide', () => {
  const outcome = matchEntry(rules, keys(ada), [account(1, ada)], new Set())
  expect(weighPlace(rules, keys(ada), null, outcome)).toBe(outcome)
})
