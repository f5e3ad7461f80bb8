import { defaultSettings, type Settings } from '@bindery/contract'
import { describe, expect, test } from 'vitest'
import { changedSettings } from './changed-settings.ts'
import { nameCauses, type DatedChange, type LossEvidence } from './name-causes.ts'

const by = { at: '2026-03-01T09:00:00.000Z', actor: 'ada', version: 4 }

function changed(edit: (settings: Settings) => void): DatedChange[] {
  const after = defaultSettings()
  edit(after)
  return changedSettings(defaultSettings(), after).map((change) => ({ ...change, ...by }))
}

function causes(more: Partial<LossEvidence> = {}) {
  return nameCauses({
    alarm: 'people',
    changes: [],
    boundAs: 'cn=reader',
    server: 'ldap://a',
    previousServer: 'ldap://a',
    unreadable: [],
    bases: [],
    absent: { gone: 0, moved: 0 },
    place: null,
    destination: null,
    ...more,
  })
}
const codes = (more: Partial<LossEvidence>) => causes(more).map(({ code }) => code)
const paths = (more: Partial<LossEvidence>) => causes(more).flatMap(({ change }) => change?.path ?? [])

describe('a setting changed', () => {
  test('S06 it is named, with both values, when and by whom', () => {
    const changes = changed(({ people }) => (people.extraFilter = '(uid=p00)'))
    expect(causes({ changes })[0]).toEqual({
      code: 'setting_changed',
      message:
        'people: extra filter changed from nothing to (uid=p00) (by ada, version 4 of 2026-03-01T09:00:00.000Z).',
      change: { path: 'settings.people.extraFilter', before: '', after: '(uid=p00)', ...by },
    })
  })

  test('of a search base of which only the scope differs, that is told', () => {
    const changes = changed(({ people }) => people.bases.forEach((base) => (base.scope = 'one_level')))
    expect(causes({ changes })[0]?.message).toContain(
      'from ou=users,dc=example,dc=org to ou=users,dc=example,dc=org (one level)',
    )
  })

  const many = changed(({ people, groups, mapping, connection }) => {
    connection.pageSize = 100
    connection.bindDn = 'cn=other'
    groups.extraFilter = '(cn=a)'
    mapping.people = mapping.people.filter(({ id }) => id !== 'phone')
    people.bases = [{ dn: 'ou=staff,dc=example,dc=org', scope: 'subtree' }]
  })
  test('the likeliest for what is lost comes first, and what cannot explain it is left out', () => {
    expect(paths({ changes: many, alarm: 'people' })).toEqual([
      'settings.people.bases',
      'settings.connection.bindDn',
      'settings.mapping.people[phone]',
      'settings.groups.extraFilter',
    ])
    expect(paths({ changes: many, alarm: 'members' })[0]).toBe('settings.groups.extraFilter')
    expect(paths({ changes: many, alarm: 'values' })[0]).toBe('settings.mapping.people[phone]')
  })

  test('members may be lost by what the server is taken for', () => {
    const changes = changed(({ connection }) => (connection.activeDirectory = 'no'))
    expect(paths({ changes, alarm: 'members' })).toEqual(['settings.connection.activeDirectory'])
  })

  test('a removed rule has nothing after it, and says so in JSON', () => {
    const cause = causes({ changes: many, alarm: 'values' })[0]
    expect(cause?.change?.after).toBeNull()
    expect(cause?.message).toMatch(/phone.* changed from phone = mobile to nothing/)
  })

  test('limits and page sizes are no reason for a loss', () => {
    const changes = changed(({ connection, policy }) => {
      connection.pageSize = 7
      policy.guard.removals = { count: 0, percent: 0 }
      policy.protectedDns = ['cn=x']
    })
    expect(codes({ changes })).toEqual(['nothing_changed'])
  })
})

describe('no setting changed', () => {
  test('S09 the subtree that most of the gone were in, and that nobody sees any more', () => {
    const place = { dn: 'ou=sales,dc=org', count: 30, state: 'gone' as const }
    const [first, second] = causes({ absent: { gone: 31, moved: 0 }, place })
    expect(first).toMatchObject({
      code: 'place_gone',
      message: expect.stringMatching(/^30 of the 31 .*ou=sales,dc=org.*cn=reader may no longer see it/),
    })
    expect(second?.code).toBe('nothing_changed')
  })

  test.each([
    [1, 1, 'The one entry that left what is synced is now under ou=old. If it belongs'],
    [1, 3, '1 of the 3 entries that left what is synced is now under ou=old. If it belongs'],
    [2, 3, '2 of the 3 entries that left what is synced are now under ou=old. If they belong'],
    [3, 3, 'All 3 entries that left what is synced are now under ou=old. If they belong'],
  ])('%i of %i are counted in words that fit', (count, moved, words) => {
    const [first] = causes({ absent: { gone: count, moved }, destination: { dn: 'ou=old', count } })
    expect(first?.message).toContain(words)
  })

  test('the one entry that is gone was where nothing is seen now', () => {
    const place = { dn: 'ou=sales', count: 1, state: 'empty' as const }
    expect(causes({ absent: { gone: 1, moved: 0 }, place })[0]?.message).toBe(
      'The one entry that can no longer be found was under ou=sales, where cn=reader now sees nothing: it was deleted, or its rights were.',
    )
  })

  test.each<[string, Partial<LossEvidence>, string]>([
    ['an OU that is empty now', { place: { dn: 'ou=a', count: 5, state: 'empty' } }, 'place_empty'],
    ['an OU that is there', { place: { dn: 'ou=a', count: 5, state: 'there' } }, 'one_place'],
    ['an OU that was moved', { destination: { dn: 'ou=old', count: 9 } }, 'moved_away'],
    ['unreadable attributes', { unreadable: ['mail'] }, 'unreadable_attribute'],
    ['another server', { previousServer: 'ldap://b' }, 'other_server'],
    ['a base with fewer entries', { bases: [{ dn: 'ou=a', before: 9, now: 2 }] }, 'base_smaller'],
    ['nothing at hand', {}, 'nothing_changed'],
    ['nothing to compare with', { changes: null }, 'nothing_to_compare'],
  ])('%s', (_, evidence, code) => {
    expect(codes(evidence)[0]).toBe(code)
  })

  test('bases that are new, and first reads, are no evidence', () => {
    expect(codes({ bases: [{ dn: 'ou=a', before: null, now: 0 }], previousServer: '' })).toEqual([
      'nothing_changed',
    ])
  })
})
