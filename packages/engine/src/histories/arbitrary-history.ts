import {
  authorities,
  defaultSettings,
  directions,
  guardKinds,
  type Settings,
  type Side,
} from '@bindery/contract'
import * as fc from 'fast-check'
import type { Disturbance, Edit, Step, Sync } from './steps.ts'

const side = fc.constantFrom<Side>('accounts', 'directory')
const kind = fc.constantFrom('person' as const, 'person' as const, 'group' as const)
const who = fc.nat({ max: 4 })
const group = fc.nat({ max: 2 })
const username = fc.constantFrom('ann', 'bob', 'cyd', 'ANN')
const groupName = fc.constantFrom('red', 'blue', 'RED')
const number = fc.constantFrom('', '1', '2', '3')
const mail = fc.constantFrom('a@x.org', 'b@x.org', 'c@x.org', 'A@x.org')

/** Few values, so that both sides sometimes write the same. */
const personValues: Readonly<Record<string, readonly string[]>> = {
  title: ['', 'Lead', 'lead', 'Captain'],
  phone: ['', '+1', '+2'],
  givenName: ['', 'Ann', 'Änn'],
  familyName: ['', 'Doe', 'Roe'],
  displayName: ['', 'Ann Doe', 'Ann  Doe'],
  employeeNumber: ['', '1', '2', '3'],
  email: ['a@x.org', 'b@x.org', 'c@x.org', ''],
}
const setPerson = fc.constantFrom(...Object.keys(personValues)).chain((attribute) =>
  fc.record({
    do: fc.constant('set' as const),
    side,
    kind: fc.constant('person' as const),
    who,
    attribute: fc.constant(attribute),
    value: fc.constantFrom(...(personValues[attribute] ?? [''])),
  }),
)
const setGroup = fc.record({
  do: fc.constant('set' as const),
  side,
  kind: fc.constant('group' as const),
  who: group,
  attribute: fc.constant('description'),
  value: fc.constantFrom('', 'Crew', 'crew'),
})

const act = <Do extends Edit['do']>(name: Do) => fc.constant(name)
const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 6, arbitrary: setPerson },
  { weight: 1, arbitrary: setGroup },
  { weight: 4, arbitrary: fc.record({ do: act('add person'), side, name: username, number, mail }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: act('add group'),
      side,
      name: groupName,
      members: fc.uniqueArray(who, { maxLength: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: act('add value'),
      who,
      attribute: fc.constantFrom('phone', 'title'),
      value: fc.constantFrom('+3', '+1'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: act('rename'), side, kind, who, name: fc.oneof(username, groupName) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: act('move'), who, to: fc.constantFrom('users', 'inner', 'outside') }),
  },
  { weight: 3, arbitrary: fc.record({ do: act('delete'), side, kind, who }) },
  { weight: 1, arbitrary: fc.record({ do: act('recreate'), kind, who }) },
  { weight: 4, arbitrary: fc.record({ do: act('join'), side, group, who }) },
  { weight: 3, arbitrary: fc.record({ do: act('leave'), side, group, who }) },
  { weight: 1, arbitrary: fc.record({ do: act('add stranger'), group }) },
)

const fault = fc.oneof(
  fc.record({ kind: fc.constant('refuse' as const), code: fc.constantFrom(80, 3, 4, 50, 51, 53) }),
  fc.record({ kind: fc.constant('cut' as const), done: fc.boolean() }),
)
const at = fc.nat({ max: 24 })
const disturbance: fc.Arbitrary<Disturbance | null> = fc.option(
  fc.oneof(fc.record({ at, fault }), fc.record({ at, edit })),
  { freq: 2 },
)
const sync: fc.Arbitrary<Sync> = fc.record({
  do: fc.constant('sync' as const),
  approve: fc.boolean(),
  leaveOut: fc.option(fc.nat({ max: 9 }), { freq: 2 }),
  preview: disturbance,
  between: fc.option(edit, { freq: 2 }),
  apply: disturbance,
})
const wait = fc.record({ do: fc.constant('wait' as const), hours: fc.constantFrom(7, 17) })

/** Some edits, then a sync: a few times over. */
const steps: fc.Arbitrary<Step[]> = fc
  .array(
    fc.tuple(fc.array(fc.oneof({ weight: 12, arbitrary: edit }, wait), { maxLength: 5, size: 'max' }), sync),
    { minLength: 1, maxLength: 3, size: 'max' },
  )
  .map((rounds) => rounds.flatMap(([before, then]): Step[] => [...before, then]))

const settings: fc.Arbitrary<Settings> = fc
  .record({
    direction: fc.constantFrom('two_way', 'two_way', 'two_way', ...directions),
    authority: fc.constantFrom(...authorities),
    firstSeenInDirectory: fc.constantFrom('create', 'create', 'create', 'ask', 'ignore'),
    firstSeenInAccounts: fc.constantFrom('create', 'create', 'create', 'ask', 'ignore'),
    goneFromDirectory: fc.constantFrom('hold', 'hold', 'ignore'),
    leftScope: fc.constantFrom('hold', 'hold', 'ignore'),
    guard: fc.constantFrom(100, 0, 1, 3),
    pageSize: fc.constantFrom(500, 1, 2),
    phoneIfEmpty: fc.constantFrom('clear', 'skip', 'default'),
  })
  .map(({ guard, pageSize, phoneIfEmpty, ...policy }) => {
    const all = defaultSettings()
    const limits = guardKinds.map((name) => [name, { count: guard, percent: 0 }])
    const phone = all.mapping.people.find(({ id }) => id === 'phone')
    if (phone) Object.assign(phone, { ifEmpty: phoneIfEmpty, defaultValue: '+0' })
    return {
      ...all,
      connection: { ...all.connection, urls: ['ldap://memory'], pageSize },
      policy: { ...all.policy, ...policy, guard: Object.fromEntries(limits) as Settings['policy']['guard'] },
    }
  })

/** Settings, and what happens under them. */
export const histories = fc.record({ settings, steps })
