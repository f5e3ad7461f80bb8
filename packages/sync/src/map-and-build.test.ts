import { describe, expect, it } from 'vitest'
import { defaultSettings, type Settings } from '@bindery/contract'
import { buildSchema } from '@bindery/contract/ldap-text'
import { buildAccount, buildEntry } from './build-creations.ts'
import { compileRules } from './compile-rules.ts'
import { describeSample } from './describe-sample.ts'
import { mapEntry } from './map-entry.ts'
import { deltaOf, rawAfter } from './write-values.ts'

function twoWay(): Settings {
  const settings = defaultSettings()
  settings.policy.direction = 'two_way'
  return settings
}
const rules = compileRules(twoWay(), 'person')
const entry = (attributes: Record<string, string[]>) => new Map(Object.entries(attributes))
const ada = { uid: ['ada'], mail: ['ada@example.org'], sn: ['Lovelace'] }

describe('an entry as the rules see it', () => {
  it('S10 without mail it is skipped, with the reason', () =>
    expect(mapEntry(rules, entry({ uid: ['ada'] })).skip).toMatchObject({
      reason: 'skipped_missing_required',
      detail: expect.stringContaining('mail') as string,
    }))
  it('S11 without the username attribute it is skipped', () =>
    expect(mapEntry(rules, entry({ mail: ['a@b.c'] })).skip).toMatchObject({
      reason: 'skipped_missing_required',
    }))
  it('a value that cannot be a username is skipped', () =>
    expect(mapEntry(rules, entry({ ...ada, uid: ['not valid'] })).skip).toMatchObject({
      reason: 'skipped_invalid_value',
    }))
  it('becomes an account', () =>
    expect(buildAccount(rules, mapEntry(rules, entry(ada)).view, () => undefined)).toMatchObject({
      username: ['ada'],
      email: ['ada@example.org'],
      familyName: ['Lovelace'],
      phone: [],
    }))
  it('is shown as Bindery would see it, in any direction', () => {
    const { mapped, skipReason } = describeSample(defaultSettings(), { attributes: entry({ uid: ['ada'] }) })
    expect(mapped.find((row) => row.local === 'username')?.values).toEqual(['ada'])
    expect(skipReason).toContain('mail')
  })
})

describe('an account as an entry', () => {
  const shape = {
    objectClasses: ['inetOrgPerson'],
    rdnAttribute: 'uid',
    parent: 'ou=users,dc=example,dc=org',
    schema: null,
    supplied: [],
    extra: {},
  }
  it('uses defaults for what the class demands', () =>
    expect(buildEntry(rules, { username: ['ada'], email: ['ada@example.org'] }, shape)).toEqual({
      dn: 'uid=ada,ou=users,dc=example,dc=org',
      attributes: {
        objectClass: ['inetOrgPerson'],
        uid: ['ada'],
        sn: ['ada'],
        cn: ['ada'],
        mail: ['ada@example.org'],
      },
    }))
  it('leaves to the server what it supplies itself', () => {
    const definition = "( 1.1 NAME 'device' SUP top MUST ( cn $ serial ) )"
    const schema = buildSchema({ attributeTypes: [], objectClasses: [definition] })
    const demanding = { ...shape, objectClasses: ['device'], schema }
    const local = { username: ['ada'], email: ['ada@example.org'] }
    expect(buildEntry(rules, local, demanding)).toMatchObject({ reason: 'skipped_schema_demands' })
    expect(buildEntry(rules, local, { ...demanding, supplied: ['Serial'] })).toMatchObject({
      attributes: { objectClass: ['device'] },
    })
  })
  it('says which required value is missing', () =>
    expect(buildEntry(rules, { username: ['ada'] }, shape)).toMatchObject({
      reason: 'skipped_missing_required',
    }))
})

describe('what is sent', () => {
  const rule = rules.find((candidate) => candidate.id === 'phone')
  if (!rule) throw new Error('no phone rule')
  it('names the exact old and new value, and leaves other values alone', () => {
    const delta = deltaOf(rule, ['1', '2'], ['1'], ['3'])
    expect(delta).toEqual({ attribute: 'mobile', remove: ['1'], add: ['3'], amongOthers: false })
    expect(rawAfter(['1', '2'], delta)).toEqual(['2', '3'])
  })
  it('is nothing when it is already so', () => expect(deltaOf(rule, ['1'], ['1'], ['1'])).toBeNull())
})
