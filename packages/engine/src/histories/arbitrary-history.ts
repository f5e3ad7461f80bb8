import {
  authorities,
  defaultSettings,
  directions,
  guardKinds,
  type Settings,
  type Side,
} from '@bindery/contract'
import * as fc from 'fast-check'
import { calm, type Decide, type Disturbance, type Edit, type Step, type Sync, type Undo } from './steps.ts'

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
const disturbed = [fc.record({ at, fault }), fc.record({ at, edit })] as const
const disturbance: fc.Arbitrary<Disturbance | null> = fc.option(fc.oneof(...disturbed), { freq: 2 })
const death = fc.record({ kind: fc.constant('hang' as const), done: fc.boolean() })
const orDeath: fc.Arbitrary<Disturbance | null> = fc.option(
  fc.oneof(...disturbed, fc.record({ at, fault: death })),
  { freq: 2 },
)
const syncWith = (apply: fc.Arbitrary<Disturbance | null>): fc.Arbitrary<Sync> =>
  fc.record({
    do: fc.constant('sync' as const),
    approve: fc.boolean(),
    leaveOut: fc.option(fc.nat({ max: 9 }), { freq: 2 }),
    preview: disturbance,
    between: fc.option(edit, { freq: 2 }),
    apply,
  })
const waitFor = (...hours: number[]) =>
  fc.record({ do: fc.constant('wait' as const), hours: fc.constantFrom(...hours) })
const undo: fc.Arbitrary<Undo> = fc.record({ do: fc.constant('undo' as const), apply: orDeath })
const decide: fc.Arbitrary<Decide> = fc.record({
  do: fc.constant('decide' as const),
  stands: side,
  choice: fc.nat({ max: 5 }),
})

const before = (wait: ReturnType<typeof waitFor>) =>
  fc.array(fc.oneof({ weight: 12, arbitrary: edit }, wait), { maxLength: 5, size: 'max' })

/** Some edits, then a sync: a few times over. */
const steps: fc.Arbitrary<Step[]> = fc
  .array(fc.tuple(before(waitFor(7, 17)), syncWith(disturbance)), { minLength: 1, maxLength: 3, size: 'max' })
  .map((rounds) => rounds.flatMap((round): Step[] => round.flat()))

/** What both sides agree on before anything else happens. */
const beginning = side.map((on): Step[] => [
  ...['ann', 'bob', 'cyd'].map((name, index) => ({
    do: 'add person' as const,
    side: on,
    name,
    number: String(index + 1),
    mail: `${'abc'[index]}@x.org`,
  })),
  { do: 'add group', side: on, name: 'red', members: [0, 1] },
  calm,
])
const sometimes = <Value>(arbitrary: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary })

/** The same with decisions and undos in between, and a process that dies at times. */
const longerSteps: fc.Arbitrary<Step[]> = fc
  .tuple(
    fc.option(beginning, { freq: 2 }),
    fc.array(fc.tuple(before(waitFor(7, 17, 30)), sometimes(decide), syncWith(orDeath), sometimes(undo)), {
      minLength: 1,
      maxLength: 3,
      size: 'max',
    }),
  )
  .map(([first, rounds]) => [
    ...(first ?? []),
    ...rounds.flatMap((round): Step[] => round.flat().filter((step) => step !== null)),
  ])

type Policies = { [Name in keyof Settings['policy']]?: fc.Arbitrary<Settings['policy'][Name]> }

const settingsWith = (policies: Policies): fc.Arbitrary<Settings> =>
  fc
    .record({
      direction: fc.constantFrom('two_way', 'two_way', 'two_way', ...directions),
      authority: fc.constantFrom(...authorities),
      firstSeenInDirectory: fc.constantFrom('create', 'create', 'create', 'ask', 'ignore'),
      firstSeenInAccounts: fc.constantFrom('create', 'create', 'create', 'ask', 'ignore'),
      ...policies,
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
        policy: {
          ...all.policy,
          ...policy,
          guard: Object.fromEntries(limits) as Settings['policy']['guard'],
        },
      }
    })

/** Settings, and what happens under them. */
export const histories = {
  /** Nothing is deleted, undone or decided: every value that somebody wrote must be found again. */
  plain: fc.record({
    settings: settingsWith({
      goneFromDirectory: fc.constantFrom('hold', 'hold', 'ignore'),
      leftScope: fc.constantFrom('hold', 'hold', 'ignore'),
    }),
    steps,
  }),
  /** Every policy, with holds that run out. */
  everything: fc.record({
    settings: settingsWith({
      goneFromDirectory: fc.constantFrom('hold', 'hold', 'disable', 'delete', 'unlink', 'ignore'),
      holdDays: fc.constant(1),
      leftScope: fc.constantFrom('hold', 'hold', 'unlink', 'ignore'),
      missingEntry: fc.constantFrom('recreate', 'ask', 'ignore'),
      goneFromAccounts: fc.constantFrom('disable', 'move', 'delete', 'ignore'),
      moveGoneTo: fc.constant('ou=services,dc=example,dc=org'),
      missingAccount: fc.constantFrom('recreate', 'ask', 'ignore'),
    }),
    steps: longerSteps,
  }),
}
