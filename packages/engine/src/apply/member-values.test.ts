import { describe, expect, it } from 'vitest'
import type { Payload } from './apply-job.ts'
import { memberValues, type ValueDelta } from './member-values.ts'

const ada = { dn: 'uid=ada,dc=org', username: 'ada' }
const named = (form: Payload['memberForm'], values?: string[]): Payload => ({
  ...(form && { memberForm: form }),
  ...(values && { memberValues: { 1: values } }),
})
type Case = [string, Payload, 'add' | 'remove' | 'rename', string | null, ValueDelta]

describe('the values of a membership', () => {
  it.each<Case>([
    ['a DN is written as it is now', named('dn'), 'add', 'uid=old,dc=org', { add: [ada.dn], remove: [] }],
    ['and removed as it is now', named('dn'), 'remove', 'uid=old,dc=org', { add: [], remove: [ada.dn] }],
    [
      'with its identifier, each of them',
      named('dn_and_uid', [ada.dn, `UID=ada, dc=org#'01'B`]),
      'remove',
      null,
      { add: [], remove: [ada.dn, `UID=ada, dc=org#'01'B`] },
    ],
    [
      'but not by a name that is another’s now',
      named('dn_and_uid', ["uid=old,dc=org#'01'B"]),
      'remove',
      null,
      { add: [], remove: [ada.dn] },
    ],
    ['a username is written as it is now', named('username'), 'add', 'old', { add: ['ada'], remove: [] }],
    ['and removed as the group has it', named('username'), 'remove', 'Ada', { add: [], remove: ['Ada'] }],
    ['or every one of them', named('username', ['a', 'b']), 'remove', 'a', { add: [], remove: ['a', 'b'] }],
    ['or as it is now, if unread', named('username'), 'remove', null, { add: [], remove: ['ada'] }],
    [
      'a new one takes the old one’s place',
      named('username', ['old']),
      'rename',
      'ada',
      { add: ['ada'], remove: ['old'] },
    ],
    [
      'but for a rename that did not come about',
      named('username', ['Ada']),
      'rename',
      'ada2',
      { add: [], remove: [] },
    ],
  ])('%s', (_, payload, op, dn, expected) =>
    expect(memberValues(payload, { op, person_id: 1, dn }, ada)).toEqual(expected),
  )
})
