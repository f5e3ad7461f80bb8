import { childDn, dnKey } from '@bindery/contract/ldap-text'
import { describe, expect, test, vi } from 'vitest'
import { createPerson } from '../test-support.ts'
import { created, type DirectoryFixture } from './directory-fixture.ts'

const somebody = { objectClass: ['inetOrgPerson'], sn: ['S'] }

export function describeNames(use: () => DirectoryFixture): void {
  describe('S14 names with special characters', () => {
    test.each(['Doe, John', 'a+b=c', '#start', ' spaces ', 'back\\slash\\', 'quote"<>;', 'Zoë 日本', '*()'])(
      '%j: created, renamed to, moved, in a group',
      async (cn) => {
        const { session, directory, fresh } = use()
        const dn = childDn('cn', cn, directory.usersBase)
        const target = await created(session, dn, { ...somebody, cn: [cn], uid: [fresh()] })
        expect(dnKey(target.dn)).toBe(dnKey(dn))
        const moved = childDn('cn', `${cn} 2 ${cn}`, `ou=services,${directory.suffix}`)
        expect(await session.rename(target, moved)).toMatchObject({ state: 'done', atomic: true })
        expect(await session.rename({ ...target, dn: moved }, dn)).toMatchObject({ state: 'done' })
        const group = childDn('cn', `${cn} group`, directory.groupsBase)
        await created(session, group, {
          objectClass: ['groupOfUniqueNames'],
          cn: [`${cn} group`],
          uniqueMember: [dn],
        })
        const groups = (await session.readOne(target, ['memberOf']))?.attributes.get('memberof')
        expect(groups?.map(dnKey)).toEqual([dnKey(group)])
        const name = (await session.readOne(target, []))?.dn
        expect(await directory.find('(sn=S)')).toContain(name)
        // The name as the server writes it finds its entry again.
        expect((await session.readOne({ ...target, dn: name ?? '' }, ['cn']))?.attributes.get('cn')).toEqual([
          cn,
        ])
      },
    )

    test('a name of two parts', async () => {
      const { session, directory } = use()
      const dn = `cn=Multi+uid=multi,${directory.usersBase}`
      const target = await created(session, dn, { ...somebody, cn: ['Multi'], uid: ['multi'] })
      const renamed = `uid=multi+cn=Other,${directory.usersBase}`
      expect(await session.rename(target, renamed)).toMatchObject({ state: 'done' })
      expect(await directory.valuesAt(`cn=other+uid=multi,${directory.usersBase}`, 'cn')).toEqual(['Other'])
    })
  })

  describe('create and rename', () => {
    test('a created entry has a stable id, and what was sent', async () => {
      const { session, directory, fresh } = use()
      const uid = fresh()
      const dn = childDn('uid', uid, directory.usersBase)
      const target = await created(session, dn, { ...somebody, cn: ['C'], mail: [], title: ['T'] })
      const entry = await session.readOne(target, ['title', 'mail', 'uid', 'entryUUID'])
      expect(entry).toMatchObject({ dn, stableId: target.stableId })
      // The naming value is there although nobody sent it.
      expect(Object.fromEntries(entry?.attributes ?? [])).toEqual({
        entryuuid: [target.stableId],
        title: ['T'],
        uid: [uid],
      })
    })

    test('a taken name is refused', async () => {
      const { session, directory, person, fresh } = use()
      const [one, other] = [await person(), await person()]
      const again = await session.create(one.dn, new Map(Object.entries({ ...somebody, cn: ['c'] })))
      expect(again).toMatchObject({ state: 'refused', problem: { code: 'already_exists' } })
      const cn = childDn('cn', fresh(), directory.usersBase)
      expect(await session.rename(one, cn)).toMatchObject({ state: 'done' })
      expect(await session.rename(other, cn)).toMatchObject({
        state: 'refused',
        problem: { code: 'already_exists' },
      })
    })

    test.each([
      ['whose place is not there', 'ou=nowhere,', { ...somebody, cn: ['c'] }, 'not_there'],
      ['that lacks a demanded value', '', { objectClass: ['inetOrgPerson'], cn: ['c'] }, 'schema_violation'],
      ['without a class', '', { sn: ['S'], cn: ['c'] }, 'schema_violation'],
      ['of a class nobody knows', '', { objectClass: ['nobody'], cn: ['c'] }, 'invalid_value'],
      [
        'with a value its classes do not allow',
        '',
        { ...somebody, cn: ['c'], memberUid: ['x'] },
        'schema_violation',
      ],
    ])('an entry %s is refused', async (_, place, attributes, code) => {
      const { session, directory, fresh } = use()
      const dn = childDn('uid', fresh(), `${place}${directory.usersBase}`)
      const outcome = await session.create(dn, new Map(Object.entries(attributes)))
      expect(outcome).toMatchObject({ state: 'refused', problem: { code } })
      expect(await directory.valuesAt(dn, 'cn')).toEqual([])
    })

    test('S13 a change of case only is a rename', async () => {
      const { session, person } = use()
      const target = await person()
      const upper = target.dn.replace('uid=w', 'uid=W')
      const outcome = await session.rename(target, upper)
      expect(outcome).toMatchObject({ state: 'done', stableId: target.stableId })
      const entry = await session.readOne(target, ['uid'])
      expect([entry?.dn, entry?.attributes.get('uid')]).toEqual([upper, [target.uid.toUpperCase()]])
    })

    test('S13 a rename to another uid is checked, not atomic, where the unique overlay is in the way', async () => {
      const { session, directory, person, fresh } = use()
      const [target, other] = [await person(), await person()]
      const dn = childDn('uid', fresh(), directory.usersBase)
      expect(await session.rename(target, dn)).toMatchObject({ state: 'done', atomic: false, dn })
      expect(await session.rename({ ...target, dn }, dn)).toMatchObject({ state: 'done' })
      const taken = childDn('uid', other.uid, `ou=services,${directory.suffix}`)
      expect(await session.rename({ ...target, dn }, taken)).toMatchObject({
        state: 'refused',
        problem: { code: 'constraint_violation' },
      })
    })

    test('S33 of an entry that moved meanwhile is drifted', async () => {
      const { session, directory, person } = use()
      const target = await person()
      await directory.rename(target.dn, `uid=away${target.uid}`)
      const outcome = await session.rename(target, childDn('uid', 'wanted', directory.usersBase))
      expect(outcome).toMatchObject({ state: 'drifted', problem: { code: 'drifted' } })
    })

    test('S47 a stable id is never given again, not even to an entry of the same name', async () => {
      const { session, directory, person } = use()
      const target = await person()
      await directory.delete(target.dn)
      const again = await created(session, target.dn, { ...somebody, cn: ['again'] })
      expect(again.stableId).not.toBe(target.stableId)
      expect(await session.readOne(target, [])).toBe(null)
      expect((await session.lookUp([target.stableId, again.stableId], [])).size).toBe(1)
    })
  })

  describe('references', () => {
    test('memberships follow a member’s new name and place, both ways', async () => {
      const { session, directory, person, group, fresh } = use()
      const member = await person()
      const target = await group([member.dn])
      const dn = `cn=${fresh()},ou=services,${directory.suffix}`
      expect(await session.rename(member, dn)).toMatchObject({ state: 'done' })
      // Where a server keeps references, it may do so a moment after it has answered.
      await vi.waitFor(async () => expect(await directory.valuesAt(target.dn, 'uniqueMember')).toEqual([dn]))
      expect(await directory.valuesAt(dn, 'memberOf')).toEqual([target.dn])
    })

    test('S13 memberships follow when the place of their people moves', async () => {
      const { session, directory, group, fresh } = use()
      const [old, now] = [fresh(), fresh()]
      const place = `ou=${old},${directory.usersBase}`
      await directory.add(place, { objectClass: ['organizationalUnit'] })
      const member = await createPerson(session, place, fresh())
      const target = await group([member.dn])
      await directory.rename(place, `ou=${now}`, `ou=services,${directory.suffix}`)
      const dn = member.dn.replace(place, `ou=${now},ou=services,${directory.suffix}`)
      await vi.waitFor(async () => expect(await directory.valuesAt(target.dn, 'uniqueMember')).toEqual([dn]))
      expect(await session.readOne(member, [])).toMatchObject({ dn, stableId: member.stableId })
    })

    test('a deleted member leaves its groups, but not as the last one where there must be one', async () => {
      const { directory, person, group } = use()
      const [one, other] = [await person(), await person()]
      const both = await group([one.dn, other.dn])
      const alone = await group([one.dn])
      await directory.delete(one.dn)
      await vi.waitFor(async () =>
        expect(await directory.valuesAt(both.dn, 'uniqueMember')).toEqual([other.dn]),
      )
      expect(await directory.valuesAt(alone.dn, 'uniqueMember')).toEqual([one.dn])
    })

    test('a deleted group is nobody’s group', async () => {
      const { directory, person, group } = use()
      const member = await person()
      const target = await group([member.dn])
      expect(await directory.valuesAt(member.dn, 'memberOf')).toEqual([target.dn])
      await directory.delete(target.dn)
      expect(await directory.valuesAt(member.dn, 'memberOf')).toEqual([])
    })
  })
}
