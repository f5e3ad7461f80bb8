import { defaultSettings } from '@bindery/contract'
import { expect, test } from 'vitest'
import { pushedAttributes } from './pushed-attributes.ts'

test('what is pulled, is written on creation only, or by a policy that only pulls, is not pushed', () => {
  const settings = defaultSettings()
  const [username, employeeNumber, givenName] = settings.mapping.people
  if (!username || !employeeNumber || !givenName) throw new Error('The default rules have changed')
  settings.mapping.people = [
    { ...username, direction: 'push' },
    { ...employeeNumber, direction: 'pull' },
    { ...employeeNumber, id: 'again', when: 'on_creation' },
    givenName,
    { ...givenName, id: 'twice', local: 'displayName' },
  ]
  expect(pushedAttributes(settings, 'person')).toEqual(['uid', 'givenName'])
  settings.policy.direction = 'directory_to_accounts'
  expect(pushedAttributes(settings, 'person')).toEqual([])
})
