import type { ChangeKind, Count, Side } from '@bindery/contract'
import { expect, test } from 'vitest'
import { writeSentence } from './write-sentence.ts'

const count = (side: Side, kind: ChangeKind, total: number, included = total): Count => ({
  side,
  subjectKind: kind === 'members' ? 'group' : 'person',
  kind,
  total,
  included,
})
const told = (kind: ChangeKind, total: number) => count('accounts', kind, total, 0)

test.each<[string, Count[]]>([
  ['Nothing to do: both sides agree', []],
  ['Nothing to do; 1 in conflict, 2 skipped', [told('conflict', 1), told('skipped', 2)]],
  [
    '12 to create, 3 to update in accounts; 5 to create in the directory',
    [count('accounts', 'update', 3), count('accounts', 'create', 12), count('directory', 'create', 5)],
  ],
  [
    '20,022 to update in accounts; 1,204 left out until you include them; 4,000 skipped',
    [count('accounts', 'update', 21_226, 20_022), told('skipped', 4000)],
  ],
  ['1,100 groups with member changes in accounts', [count('accounts', 'members', 1100)]],
  ['1 group with member changes in the directory', [count('directory', 'members', 1)]],
  ['2 to put on hold in accounts; 4 withheld', [count('accounts', 'hold', 2), told('withheld', 4)]],
  ['1 to create in accounts; 9 left out until you include them', [count('accounts', 'create', 10, 1)]],
  ['Nothing to do; 1 left out until you include it', [count('directory', 'create', 1, 0)]],
  ['1 to link in accounts', [count('accounts', 'link', 1), count('accounts', 'agree', 1)]],
  ['Nothing to change: what is alike on both sides is noted', [count('accounts', 'agree', 3)]],
])('%s', (sentence, counts) => {
  expect(writeSentence(counts)).toBe(sentence)
})

test('people and groups are counted together', () => {
  const group: Count = { ...count('accounts', 'create', 2), subjectKind: 'group' }
  expect(writeSentence([count('accounts', 'create', 3), group])).toBe('5 to create in accounts')
})
