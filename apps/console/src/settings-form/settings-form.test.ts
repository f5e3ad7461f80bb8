import { defaultSettings } from '@bindery/contract'
import { describe, expect, test } from 'vitest'
import { ApiProblem } from '../api/problem.ts'
import { diffValues } from './diff-values.ts'
import { newValues, type FormValues } from './form-values.ts'
import { clashesOf, mergeValues } from './merge-values.ts'
import { fieldOfPath, placeProblem } from './place-problem.ts'
import { nameField } from './name-field.ts'
import { needsSecretAgain } from './secret-again.ts'
import { pageOfField } from './settings-pages.ts'
import { wordIssue } from './word-issue.ts'

function edited(change: (values: FormValues) => void): FormValues {
  const values = structuredClone(newValues())
  change(values)
  return values
}

describe('diff of settings', () => {
  test('nothing changed is nothing to review', () => {
    expect(diffValues(newValues(), newValues())).toEqual([])
  })

  test('a changed field is named by area and label, old and new in words', () => {
    const after = edited((values) => {
      values.settings.connection.startTls = true
      values.settings.people.bases.push({ dn: 'ou=b,dc=x', scope: 'one_level' })
    })
    expect(diffValues(newValues(), after)).toEqual([
      { key: 'settings.connection.startTls', label: 'Connection · StartTLS', before: 'off', after: 'on' },
      {
        key: 'settings.people.bases',
        label: 'People · Search bases',
        before: 'ou=users,dc=example,dc=org',
        after: 'ou=users,dc=example,dc=org · ou=b,dc=x (one level)',
      },
    ])
  })

  test('a removed rule is one change, whatever the place of the others', () => {
    const after = edited((values) => void values.settings.mapping.people.shift())
    const changes = diffValues(newValues(), after)
    expect(changes.map(({ key, after: now }) => [key, now])).toEqual([
      ['settings.mapping.people[username]', 'not there'],
    ])
  })

  test('the policy speaks as its page does', () => {
    const after = edited((values) => void (values.settings.policy.direction = 'two_way'))
    expect(diffValues(newValues(), after)).toMatchObject([
      { before: 'Accounts → directory', after: 'Two-way' },
    ])
  })

  test('a secret is never shown', () => {
    const after = edited((values) => void (values.secrets.bindPassword = { set: 'hunter2' }))
    expect(JSON.stringify(diffValues(newValues(), after))).not.toContain('hunter2')
  })
})

describe('S42 two admins edit the same settings', () => {
  const base = newValues()
  const mine = edited((values) => {
    values.settings.connection.pageSize = 100
    values.settings.people.objectClass = 'person'
    values.settings.mapping.people = values.settings.mapping.people.filter(({ id }) => id !== 'title')
  })
  const theirs = edited((values) => {
    values.settings.connection.pageSize = 200
    values.settings.groups.objectClass = 'groupOfNames'
  })

  test('only what both changed differently is asked', () => {
    expect(clashesOf(base, mine, theirs)).toEqual([
      {
        key: 'settings.connection.pageSize',
        label: 'Connection · Page size',
        base: '500',
        mine: '100',
        theirs: '200',
      },
    ])
  })

  test('the merge keeps both people’s other changes', () => {
    const merged = mergeValues(base, mine, theirs, new Set(['settings.connection.pageSize']))
    expect(merged.settings.connection.pageSize).toBe(200)
    expect(merged.settings.people.objectClass).toBe('person')
    expect(merged.settings.groups.objectClass).toBe('groupOfNames')
    expect(merged.settings.mapping.people.some(({ id }) => id === 'title')).toBe(false)
    expect(mergeValues(base, mine, theirs, new Set()).settings.connection.pageSize).toBe(100)
    expect(theirs.settings.people.objectClass).toBe(defaultSettings().people.objectClass)
  })
})

const problem = (code: 'secret_required' | 'busy') =>
  new ApiProblem({ code, title: '', detail: 'words', status: 422 })

describe('problems find their field', () => {
  test.each([
    ['connection.urls', 'settings.connection.urls'],
    ['settings.people.bases.0', 'settings.people.bases.0'],
    ['body.settings.people.bases', 'settings.people.bases'],
    ['connection.bindPassword', 'secrets.bindPassword'],
    ['name', 'name'],
  ])('%s → %s', (path, field) => {
    expect(fieldOfPath(path)).toBe(field)
  })

  test('a code without a path has its own field', () => {
    expect(placeProblem(problem('secret_required'))).toEqual([
      { field: 'secrets.bindPassword', message: 'words' },
    ])
    expect(placeProblem(problem('busy'))).toEqual([])
  })
})

test('S40 a changed target asks for the password again, a changed filter does not', () => {
  const filter = edited((values) => void (values.settings.people.extraFilter = '(a=b)'))
  const target = edited((values) => void (values.settings.connection.urls = ['ldap://elsewhere']))
  expect(needsSecretAgain(newValues(), filter)).toBe(false)
  expect(needsSecretAgain(newValues(), target)).toBe(true)
})

test('limits are told in words', () => {
  expect(wordIssue({ code: 'too_small', origin: 'number', minimum: 1 })).toBe('Enter 1 or more')
  expect(wordIssue({ code: 'custom' })).toBeUndefined()
})

describe('fields', () => {
  test.each([
    ['settings.mapping.people.2.remote', 'Mapping', 'Given name'],
    ['settings.mapping.groups.9.remote', 'Mapping', 'Rule of groups'],
    ['settings.policy.direction', 'Policy', 'Direction'],
    ['settings.people.bases.0.dn', 'Connection', 'Search bases'],
    ['secrets.bindPassword', 'Connection', 'Bind password'],
  ])('%s is on %s, called %s', (path, page, name) => {
    expect(pageOfField(path).title).toBe(page)
    expect(nameField(path, newValues())).toBe(name)
  })
})
