import { defaultSettings, type Settings } from '@bindery/contract'
import { test } from 'vitest'
import { live } from './live.ts'
import { openHistory } from './open-history.ts'
import { calm, type Step } from './steps.ts'

// Histories that once went wrong, each as simple as it could be made.

function settings(change: (settings: Settings) => void = () => undefined): Settings {
  const all = defaultSettings()
  all.connection.urls = ['ldap://memory']
  all.policy.direction = 'two_way'
  change(all)
  return all
}
const person = (name: string, more: { number?: string; mail?: string }) => ({
  do: 'add person' as const,
  name,
  number: '',
  mail: `${name}@x.org`,
  ...more,
})
const account = (name: string, more: { number?: string; mail?: string } = {}): Step => ({
  ...person(name, more),
  side: 'accounts',
})
const entry = (name: string, more: { number?: string; mail?: string } = {}): Step => ({
  ...person(name, more),
  side: 'directory',
})
const red = (side: 'accounts' | 'directory', ...members: number[]): Step => ({
  do: 'add group',
  side,
  name: 'red',
  members,
})

const cases: [string, Settings, Step[]][] = [
  [
    'who is to be asked about leaves out what depends on the answer',
    settings(({ policy }) => (policy.firstSeenInDirectory = 'ask')),
    [account('ann'), calm, red('directory', 0)],
  ],
  [
    'a membership that both sides came to share is remembered',
    settings(),
    [
      account('ann'),
      red('accounts'),
      calm,
      { do: 'join', side: 'directory', group: 0, who: 0 },
      { do: 'join', side: 'accounts', group: 0, who: 0 },
    ],
  ],
  [
    'S17 an account that entries in conflict may be is not made a second time, and keeps its memberships',
    settings(),
    [
      account('ann', { mail: 'a@x.org' }),
      entry('ann', { number: '2', mail: 'a@x.org' }),
      red('accounts', 0),
      entry('bob', { number: '2', mail: 'a@x.org' }),
    ],
  ],
  [
    'S31 a member whose entry the server refuses stays in the group here',
    settings(),
    [account('ann'), entry('ann'), { do: 'move', who: 0, to: 'outside' }, red('accounts', 0), calm, calm],
  ],
  [
    'S13 who moves between preview and apply comes into the group under the new name',
    settings(),
    [account('ann'), calm, red('accounts', 0), { ...calm, between: { do: 'move', who: 0, to: 'inner' } }],
  ],
  [
    'S13 who is renamed between preview and apply leaves the group under the new name',
    settings(),
    [
      account('ann'),
      account('bob'),
      red('accounts', 0, 1),
      calm,
      { do: 'leave', side: 'accounts', group: 0, who: 0 },
      {
        ...calm,
        between: { do: 'rename', side: 'directory', kind: 'person', who: 0, name: 'cyd' },
      },
    ],
  ],
  [
    'S47 no entry is made under the name that the entry of a deleted account or group has',
    settings(),
    [
      account('ann'),
      red('accounts'),
      calm,
      { do: 'delete', side: 'accounts', kind: 'person', who: 0 },
      { do: 'delete', side: 'accounts', kind: 'group', who: 0 },
      account('ann'),
      red('accounts'),
    ],
  ],
  [
    'S24 a default made of a value that is pulled follows it at once',
    settings(),
    [account('ann'), calm, { do: 'rename', side: 'directory', kind: 'person', who: 0, name: 'cyd' }],
  ],
]

test.each(cases)('%s', async (_, given, steps) => {
  await live(await openHistory(given), steps)
})
