import { childDn } from '@bindery/contract/ldap-text'
import { describe, expect, test } from 'vitest'
import type { Dialect } from './dialect.ts'
import type { DirectoryFixture } from './directory-fixture.ts'

const seen = (values: Record<string, string[]>) => new Map(Object.entries(values))
const photo = (byte: number) => `base64:${Buffer.from([0xff, 0xd8, byte]).toString('base64')}`

export function describeDeletions(use: () => DirectoryFixture, dialect: Dialect): void {
  const { many, naming, member, assertions } = dialect
  const isThere = async (dn: string) => (await use().directory.valuesAt(dn, 'objectClass')).length > 0

  describe('a deletion', () => {
    test('takes the entry that was seen, asserting its stable id and values', async () => {
      const { session, person } = use()
      const target = await person({ title: ['Engineer'], [many]: ['+1', '+2'] })
      const values = seen({ title: ['Engineer'], [many]: ['+2', '+1'], departmentNumber: [] })
      expect(await session.delete(target, values)).toMatchObject({ state: 'done', atomic: assertions })
      expect(await isThere(target.dn)).toBe(false)
    })

    test.each([
      ['another value', { operation: 'replace', attribute: 'title', values: ['Captain'] }],
      ['one more value', { operation: 'add', attribute: many, values: ['+2'] }],
      ['the value gone', { operation: 'delete', attribute: 'title', values: [] }],
      ['a value where there was none', { operation: 'add', attribute: 'departmentNumber', values: ['1'] }],
    ] as const)(
      'S33 of an entry that changed since is drifted and deletes nothing: %s',
      async (_, change) => {
        const { session, directory, person } = use()
        const target = await person({ title: ['Engineer'], [many]: ['+1'] })
        await directory.modify(target.dn, [change])
        const outcome = await session.delete(
          target,
          seen({ title: ['Engineer'], [many]: ['+1'], departmentNumber: [] }),
        )
        expect(outcome).toMatchObject({ state: 'drifted', problem: { code: 'drifted' } })
        expect(await isThere(target.dn)).toBe(true)
      },
    )

    test('S33 of another person re-created at the same DN, with the same values, takes nothing', async () => {
      const { session, directory, person, personAt } = use()
      const target = await person({ title: ['Engineer'] })
      await directory.delete(target.dn)
      await personAt(directory.usersBase, target.uid, { title: ['Engineer'] })
      expect(await session.delete(target, seen({ title: ['Engineer'] }))).toMatchObject({ state: 'done' })
      expect(await isThere(target.dn)).toBe(true)
    })

    test('S33 of an entry that moved since is drifted', async () => {
      const { session, directory, person } = use()
      const target = await person()
      const place = directory.servicesBase
      await directory.rename(target.dn, `${naming}=away${target.uid}`, place)
      expect(await session.delete(target, seen({}))).toMatchObject({ state: 'drifted' })
      expect(await isThere(`${naming}=away${target.uid},${place}`)).toBe(true)
    })

    test('compares what the server cannot as read just before, and says so', async () => {
      const { session, person } = use()
      const target = await person({ jpegPhoto: [photo(1)] })
      const other = await session.delete(target, seen({ jpegPhoto: [photo(2)] }))
      expect(other).toMatchObject({ state: 'drifted' })
      const same = await session.delete(target, seen({ jpegPhoto: [photo(1)] }))
      expect(same).toMatchObject({ state: 'done', atomic: false })
      expect(await isThere(target.dn)).toBe(false)
    })

    test.runIf(dialect.holdsDevices)(
      'takes only a leaf: what has entries below it is refused in words',
      async () => {
        const { session, directory, person } = use()
        const target = await person()
        const below = childDn('cn', 'device', target.dn)
        await directory.add(below, { objectClass: ['device'] })
        const outcome = await session.delete(target, seen({}))
        expect(outcome).toMatchObject({ state: 'refused', problem: { code: 'constraint_violation' } })
        expect('problem' in outcome && outcome.problem.message).toContain('entries below it')
        expect(await isThere(below)).toBe(true)
      },
    )

    test('of a group carries no assertion, and takes its memberships along', async () => {
      const { session, directory, person, group } = use()
      const one = await person()
      const target = await group([one.dn])
      const outcome = await session.delete(target, seen({ [member]: [one.dn] }))
      expect(outcome).toMatchObject({ state: 'done', atomic: false })
      expect(await isThere(target.dn)).toBe(false)
      expect(await directory.valuesAt(one.dn, 'memberOf')).toEqual([])
    })

    test('of what is gone already is done', async () => {
      const { session, person } = use()
      const target = await person()
      expect(await session.delete(target, seen({}))).toMatchObject({ state: 'done' })
      expect(await session.delete(target, seen({}))).toMatchObject({ state: 'done' })
    })
  })
}
