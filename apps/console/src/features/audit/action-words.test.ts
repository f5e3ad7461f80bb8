import { auditActions } from '@bindery/contract'
import { expect, it } from 'vitest'
import { actionName, didWords } from './action-words.ts'

it.each([
  ['person.deleted', 'tried to delete the person'],
  ['session.opened', 'tried to sign in as'],
  ['user.set_up', 'tried to set up Bindery as the first admin'],
  ['conflict.reopened', 'tried to take back the decision on'],
  ['access.refused', 'asked for more than their role allows'],
] as const)('%s, when it is refused, reads as what did not happen', (action, words) => {
  expect(didWords({ action, outcome: 'refused' })).toBe(words)
})

it('every action has another wording when it is refused', () => {
  const alike = auditActions.filter((action) => {
    const done = didWords({ action, outcome: 'done' })
    const [, , verb] = didWords({ action, outcome: 'refused' }).split(' ')
    // These have one form for both.
    return done.split(' ')[0] === verb && verb !== 'set' && verb !== 'read'
  })
  expect(alike).toEqual([])
  expect(didWords({ action: 'person.deleted', outcome: 'done' })).toBe('deleted the person')
})

it.each([
  ['person.deleted', 'Deleted the person'],
  ['session.opened', 'Signed in'],
  ['session.proved', 'Showed again who they are'],
  ['sign_in_settings.saved', 'Changed how people sign in'],
] as const)('%s has a name that stands on its own', (action, name) => {
  expect(actionName(action)).toBe(name)
})
