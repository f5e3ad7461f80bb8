import { describe, expect, it } from 'vitest'
import { defaultSettings, type Authority, type Direction, type Side } from '@bindery/contract'
import { compileRules } from './compile-rules.ts'
import { mergeRule, type MergeOutcome } from './merge-rule.ts'

interface Case {
  direction?: Direction
  authority?: Authority
  ifEmpty?: 'skip' | 'clear' | 'default'
  defaultValue?: string
  base?: string[] | null
  /** What the entry held at that time; default: the base. */
  raw?: string[]
  local: string[]
  entry: string[]
  remote?: string
  decided?: Side
}

function merge({
  direction = 'two_way',
  authority = 'ask',
  ifEmpty = 'clear',
  defaultValue = '',
  base = null,
  raw,
  local,
  entry,
  remote = 'title',
  decided,
}: Case): MergeOutcome {
  const settings = defaultSettings()
  settings.policy.direction = direction
  settings.policy.authority = authority
  settings.mapping.people = [
    {
      id: 'title',
      local: 'title',
      remote,
      direction: 'both',
      when: 'always',
      authority: 'inherit',
      ifEmpty,
      defaultValue,
      required: false,
    },
  ]
  const [rule] = compileRules(settings, 'person')
  if (!rule) throw new Error('no rule')
  return mergeRule({
    rule,
    decided,
    base: base === null ? undefined : { fingerprint: 'title=title', values: base, raw: raw ?? base },
    local,
    entry: { values: entry, raw: entry },
    localValue: () => undefined,
    entryValue: () => undefined,
  })
}
const result = (outcome: MergeOutcome) => ({
  state: outcome.state,
  toAccounts: outcome.toAccounts,
  toDirectory: outcome.toDirectory,
  overwritten: outcome.overwritten,
})
const flows = (toAccounts: string[] | null, toDirectory: string[] | null, overwritten = false) => ({
  state: 'flows',
  toAccounts,
  toDirectory,
  overwritten,
})
const rests = (state: string) => ({ state, toAccounts: null, toDirectory: null, overwritten: false })

describe('S20 three-way merge of one value', () => {
  const table: [string, Case, object][] = [
    ['nothing changed', { base: ['a'], local: ['a'], entry: ['a'] }, rests('same')],
    ['changed in the directory', { base: ['a'], local: ['a'], entry: ['b'] }, flows(['b'], null)],
    ['changed in the accounts', { base: ['a'], local: ['b'], entry: ['a'] }, flows(null, ['b'])],
    ['changed alike', { base: ['a'], local: ['b'], entry: ['b'] }, rests('agree')],
    ['changed otherwise, ask', { base: ['a'], local: ['b'], entry: ['c'] }, rests('conflict')],
    [
      'changed otherwise, directory',
      { authority: 'directory', base: ['a'], local: ['b'], entry: ['c'] },
      flows(['c'], null, true),
    ],
    [
      'changed otherwise, accounts',
      { authority: 'accounts', base: ['a'], local: ['b'], entry: ['c'] },
      flows(null, ['b'], true),
    ],
    ['cleared in the directory', { base: ['a'], local: ['a'], entry: [] }, flows([], null)],
    ['cleared in the accounts', { base: ['a'], local: [], entry: ['a'] }, flows(null, [])],
    ['empty means unknown', { ifEmpty: 'skip', base: ['a'], local: ['a'], entry: [] }, rests('unknown')],
    [
      'an unknown side is filled by a change',
      { ifEmpty: 'skip', base: ['a'], local: ['b'], entry: [] },
      flows(null, ['b']),
    ],
    [
      'a default stands in for an empty source',
      { ifEmpty: 'default', defaultValue: 'none', base: ['a'], local: ['a'], entry: [] },
      flows(['none'], null),
    ],
    [
      'one-way pull takes the value back',
      { direction: 'directory_to_accounts', base: ['a'], local: ['b'], entry: ['a'] },
      flows(['a'], null, true),
    ],
    [
      'one-way pull of a change',
      { direction: 'directory_to_accounts', base: ['a'], local: ['a'], entry: ['b'] },
      flows(['b'], null),
    ],
    [
      'one-way push takes the value back',
      { direction: 'accounts_to_directory', base: ['a'], local: ['a'], entry: ['b'] },
      flows(null, ['a'], true),
    ],
  ]
  it.each(table)('%s', (_name, input, expected) => expect(result(merge(input))).toEqual(expected))
})

describe('S19 first sight removes nothing', () => {
  const directions: Direction[] = ['two_way', 'directory_to_accounts', 'accounts_to_directory']
  const authorities: Authority[] = ['directory', 'accounts', 'ask']
  for (const direction of directions)
    for (const authority of authorities)
      it(`${direction}, authority ${authority}: an empty side never wins`, () => {
        for (const input of [
          { local: [], entry: ['a'] },
          { local: ['a'], entry: [] },
        ]) {
          const outcome = merge({ direction, authority, ...input })
          expect(outcome.toAccounts).not.toEqual([])
          expect(outcome.toDirectory).not.toEqual([])
        }
      })
  it('fills the empty side whatever the authority', () => {
    expect(merge({ authority: 'accounts', local: [], entry: ['a'] }).toAccounts).toEqual(['a'])
    const pushed = merge({ authority: 'directory', local: ['a'], entry: [] })
    expect(pushed.toDirectory).toEqual(['a'])
    expect(pushed.why).toBe('Set on one side only: the empty side is filled.')
  })
  it('asks the authority only between two values', () => {
    expect(merge({ authority: 'accounts', local: ['a'], entry: ['b'] }).toDirectory).toEqual(['a'])
    expect(merge({ authority: 'directory', local: ['a'], entry: ['b'] }).toAccounts).toEqual(['b'])
    expect(merge({ authority: 'ask', local: ['a'], entry: ['b'] }).state).toBe('conflict')
  })
})

it('S50 a rule pointed at another attribute has no base: nothing is cleared by the old one', () => {
  const outcome = merge({
    authority: 'directory',
    base: ['a'],
    local: ['a'],
    entry: [],
    remote: 'departmentNumber',
  })
  expect(outcome.base).toBeNull()
  expect(result(outcome)).toEqual(flows(null, ['a']))
})

it('keeps the agreed value of a multi-valued attribute, whatever the order the server sends', () => {
  expect(merge({ base: ['b'], local: ['b'], entry: ['a', 'b'] }).state).toBe('same')
})

it('S24 clears the one value, and what stays behind it is neither cleared next nor pulled back', () => {
  const cleared = merge({ base: ['A'], local: [], entry: ['A', 'B'] })
  expect(cleared).toMatchObject({ state: 'flows', toDirectory: [] })
  for (const direction of ['two_way', 'accounts_to_directory'] as const) {
    expect(merge({ direction, base: [], raw: ['B'], local: [], entry: ['B'] }).state).toBe('same')
    expect(merge({ direction, base: [], raw: ['B'], local: [], entry: ['B', 'C'] }).entry).toEqual(['C'])
  }
})

describe('what a person decided', () => {
  const both = { base: ['Old'], local: ['Ours'], entry: ['Theirs'] }
  it('lets one side stand where the policy would ask', () => {
    const directory = merge({ ...both, decided: 'directory' })
    expect([result(directory), directory.decided]).toEqual([flows(['Theirs'], null, true), true])
    const accounts = merge({ ...both, decided: 'accounts' })
    expect([result(accounts), accounts.decided]).toEqual([flows(null, ['Ours'], true), true])
  })
  it('counts for nothing where there is no conflict, or the policy decides', () => {
    expect(merge({ ...both, authority: 'accounts', decided: 'directory' })).toMatchObject({
      toDirectory: ['Ours'],
      decided: false,
    })
    expect(merge({ base: ['Old'], local: ['Old'], entry: ['New'], decided: 'accounts' })).toMatchObject({
      toAccounts: ['New'],
      decided: false,
    })
  })
})
