import { defaultSettings, type MappingRule } from '@bindery/contract'
import { expect, test } from 'vitest'
import { compileRules } from './compile-rules.ts'
import { newConflicts, newFlows } from './compare-merges.ts'
import { mergeRule, type MergeOutcome } from './merge-rule.ts'

const titleRule: MappingRule = {
  id: 'title',
  local: 'title',
  remote: 'title',
  direction: 'both',
  when: 'always',
  authority: 'directory',
  ifEmpty: 'clear',
  defaultValue: '',
  required: false,
}

/** One account and one entry that agreed on the title "Old", merged by this rule. */
function merge(more: Partial<MappingRule>, local: string[], entry: Record<string, string[]>): MergeOutcome[] {
  const settings = defaultSettings()
  settings.policy.direction = 'two_way'
  settings.mapping.people = [{ ...titleRule, ...more }] as typeof settings.mapping.people
  return compileRules(settings, 'person').map((rule) => {
    const values = entry[rule.remote] ?? []
    return mergeRule({
      rule,
      base: { fingerprint: 'title=title', values: ['Old'], raw: ['Old'] },
      local,
      entry: { values, raw: values },
      localValue: () => undefined,
      entryValue: () => undefined,
    })
  })
}

const toRole = { remote: 'employeeType' }
const entry = { title: ['Old'], employeetype: ['Lead'] }
test.each([
  ['the same rules', {}, {}, ['Old'], entry, []],
  ['a pending change flows either way', { authority: 'ask' }, {}, ['New'], entry, []],
  ['another value is pulled', {}, toRole, ['Old'], entry, ['accounts: Old → Lead']],
  ['another attribute is filled', {}, toRole, ['Old'], { title: ['Old'] }, ['directory:  → Old']],
  [
    'the change goes to another attribute',
    { authority: 'accounts' },
    { ...toRole, authority: 'accounts' },
    ['New'],
    entry,
    ['directory: Lead → New'],
  ],
  ['what is cleared either way', {}, { authority: 'ask' }, ['Old'], {}, []],
  ['an empty source clears', { ifEmpty: 'skip' }, {}, ['Old'], {}, ['accounts: Old → ']],
  ['a conflict writes nothing', {}, { ...toRole, authority: 'ask' }, ['Old'], entry, []],
] as const satisfies [
  string,
  Partial<MappingRule>,
  Partial<MappingRule>,
  readonly string[],
  Record<string, readonly string[]>,
  readonly string[],
][])('%s', (_name, present, changed, local, attributes, expected) => {
  const merged = (rule: Partial<MappingRule>) =>
    merge(
      rule,
      [...local],
      Object.fromEntries(Object.entries(attributes).map(([name, values]) => [name, [...values]])),
    )
  const flows = newFlows(merged(present), merged(changed))
  expect(flows.map(({ side, before, after }) => `${side}: ${before.join()} → ${after.join()}`)).toEqual(
    expected,
  )
})

test('a conflict counts once, and only where there was none', () => {
  const asked = merge({ ...toRole, authority: 'ask' }, ['Old'], entry)
  expect(newConflicts(merge({}, ['Old'], entry), asked)).toEqual(['title'])
  expect(newConflicts(asked, asked)).toEqual([])
})
