import { childDn, dnKey } from '@bindery/contract/ldap-text'
import { describe, expect, test, vi } from 'vitest'
import type { Dialect } from './dialect.ts'
import { created, type DirectoryFixture } from './directory-fixture.ts'

export function describeNames(use: () => DirectoryFixture, dialect: Dialect): void {
  const { cn: CN, ou: OU, naming, member } = dialect
  /** Values of a new person who has no other name than the DN's. */
  const somebody = () => ({ ...dialect.somebody(use().fresh()), sn: ['S'] })
  describe('S14 names with special characters', () => {
    test.each(['Doe, John', 'a+b=c', '#start', ' spaces ', 'back\\slash\\', 'quote"<>;', 'Zoë 日本', '*()'])(
      '%j: created, renamed to, moved, in a group',
      async (cn) => {
        const { session, directory } = use()
        const dn = childDn(CN, cn, directory.usersBase)
        const target = await created(session, dn, { ...somebody(), cn: [cn] })
        expect(dnKey(target.dn)).toBe(dnKey(dn))
        const moved = childDn(CN, `${cn} 2 ${cn}`, directory.servicesBase)
        expect(await session.rename(target, moved)).toMatchObject({
          state: 'done',
          atomic: dialect.assertions,
        })
        expect(await session.rename({ ...target, dn: moved }, dn)).toMatchObject({ state: 'done' })
        const group = childDn(CN, `${cn} group`, directory.groupsBase)
        await created(session, group, {
          objectClass: [dialect.groupClass],
          [member]: [dn],
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

    test.runIf(dialect.wholeX500)('a name of two parts', async () => {
      const { session, directory } = use()
      const dn = `cn=Multi+uid=multi,${directory.usersBase}`
      const target = await created(session, dn, { ...somebody(), cn: ['Multi'], uid: ['multi'] })
      const renamed = `uid=multi+cn=Other,${directory.usersBase}`
      expect(await session.rename(target, renamed)).toMatchObject({ state: 'done' })
      expect(await directory.valuesAt(`cn=other+uid=multi,${directory.usersBase}`, 'cn')).toEqual(['Other'])
    })
  })

  describe('create and rename', () => {
    test('a created entry has a stable id, and what was sent', async () => {
      const { session, directory, fresh } = use()
      const uid = fresh()
      const dn = childDn(naming, uid, directory.usersBase)
      const { [naming]: _, ...unnamed } = somebody() as Record<string, string[]>
      const target = await created(session, dn, { ...unnamed, mail: [], title: ['T'] })
      const entry = await session.readOne(target, ['title', 'mail', naming, dialect.stableId])
      expect(entry).toMatchObject({ dn, stableId: target.stableId })
      // The naming value is there although nobody sent it.
      expect(Object.fromEntries(entry?.attributes ?? [])).toEqual({
        [dialect.stableId.toLowerCase()]: [target.stableId],
        title: ['T'],
        [naming.toLowerCase()]: [uid],
      })
    })

    test('a taken name is refused', async () => {
      const { session, directory, person, fresh } = use()
      const [one, other] = [await person(), await person()]
      const again = await session.create(one.dn, new Map(Object.entries(somebody())))
      expect(again).toMatchObject({ state: 'refused', problem: { code: 'already_exists' } })
      const cn = childDn(CN, fresh(), directory.usersBase)
      expect(await session.rename(one, cn)).toMatchObject({ state: 'done' })
      expect(await session.rename(other, cn)).toMatchObject({
        state: 'refused',
        problem: { code: 'already_exists' },
      })
    })

    const without = (name: string) => {
      const { [name]: _, ...rest } = somebody() as Record<string, string[]>
      return rest
    }
    test.each([
      ['whose place is not there', 'ou=nowhere,', () => somebody(), 'not_there'],
      ['of a class nobody knows', '', () => ({ objectClass: ['nobody'] }), 'invalid_value'],
      [
        'with a value its classes do not allow',
        '',
        () => ({ ...somebody(), memberUid: ['x'] }),
        'schema_violation',
      ],
      ['without a class', '', () => without('objectClass'), 'schema_violation'],
      ...(dialect.demandsName
        ? [['that lacks a demanded value', '', () => without('sn'), 'schema_violation'] as const]
        : []),
    ] as const)('an entry %s is refused', async (_, place, attributes, code) => {
      const { session, directory, fresh } = use()
      const dn = childDn(naming, fresh(), `${place}${directory.usersBase}`)
      const outcome = await session.create(dn, new Map(Object.entries(attributes())))
      expect(outcome).toMatchObject({ state: 'refused', problem: { code } })
      expect(await directory.valuesAt(dn, 'sn')).toEqual([])
    })

    test('S13 a change of case only is a rename', async () => {
      const { session, person } = use()
      const target = await person()
      const upper = target.dn.replace(`${naming}=w`, `${naming}=W`)
      const outcome = await session.rename(target, upper)
      expect(outcome).toMatchObject({ state: 'done', stableId: target.stableId })
      const entry = await session.readOne(target, [naming])
      expect([entry?.dn, entry?.attributes.get(naming.toLowerCase())]).toEqual([
        upper,
        [target.uid.toUpperCase()],
      ])
    })

    test.runIf(dialect.guardsUniqueness)(
      'S13 a rename to another uid is checked, not atomic, where the unique overlay is in the way',
      async () => {
        const { session, directory, person, fresh } = use()
        const [target, other] = [await person(), await person()]
        const dn = childDn('uid', fresh(), directory.usersBase)
        expect(await session.rename(target, dn)).toMatchObject({ state: 'done', atomic: false, dn })
        expect(await session.rename({ ...target, dn }, dn)).toMatchObject({ state: 'done' })
        const taken = childDn('uid', other.uid, directory.servicesBase)
        expect(await session.rename({ ...target, dn }, taken)).toMatchObject({
          state: 'refused',
          problem: { code: 'constraint_violation' },
        })
      },
    )

    test('S33 of an entry that moved meanwhile is drifted', async () => {
      const { session, directory, person } = use()
      const target = await person()
      await directory.rename(target.dn, `${naming}=away${target.uid}`)
      const outcome = await session.rename(target, childDn(naming, 'wanted', directory.usersBase))
      expect(outcome).toMatchObject({ state: 'drifted', problem: { code: 'drifted' } })
    })

    test('S47 a stable id is never given again, not even to an entry of the same name', async () => {
      const { session, directory, person } = use()
      const target = await person()
      await directory.delete(target.dn)
      const again = await created(session, target.dn, dialect.somebody(target.uid))
      expect(again.stableId).not.toBe(target.stableId)
      expect(await session.readOne(target, [])).toBe(null)
      expect((await session.lookUp([target.stableId, again.stableId], [])).size).toBe(1)
    })
  })

  describe('references', () => {
    test('memberships follow a member’s new name and place, both ways', async () => {
      const { session, directory, person, group, fresh } = use()
      const one = await person()
      const target = await group([one.dn])
      const dn = childDn(CN, fresh(), directory.servicesBase)
      expect(await session.rename(one, dn)).toMatchObject({ state: 'done' })
      // Where a server keeps references, it may do so a moment after it has answered.
      await vi.waitFor(async () => expect(await directory.valuesAt(target.dn, member)).toEqual([dn]))
      expect(await directory.valuesAt(dn, 'memberOf')).toEqual([target.dn])
    })

    test('S13 memberships follow when the place of their people moves', async () => {
      const { session, directory, group, fresh, personAt } = use()
      const [old, now] = [fresh(), fresh()]
      const place = `${OU}=${old},${directory.usersBase}`
      await directory.add(place, { objectClass: ['organizationalUnit'] })
      const one = await personAt(place, fresh())
      const target = await group([one.dn])
      await directory.rename(place, `${OU}=${now}`, directory.servicesBase)
      const dn = one.dn.replace(place, `${OU}=${now},${directory.servicesBase}`)
      await vi.waitFor(async () => expect(await directory.valuesAt(target.dn, member)).toEqual([dn]))
      expect(await session.readOne(one, [])).toMatchObject({ dn, stableId: one.stableId })
    })

    test('a deleted member leaves its groups, but not as the last one where there must be one', async () => {
      const { directory, person, group } = use()
      const [one, other] = [await person(), await person()]
      const both = await group([one.dn, other.dn])
      const alone = await group([one.dn])
      await directory.delete(one.dn)
      await vi.waitFor(async () => expect(await directory.valuesAt(both.dn, member)).toEqual([other.dn]))
      expect(await directory.valuesAt(alone.dn, member)).toEqual(dialect.demandsMember ? [one.dn] : [])
    })

    test('a deleted group is nobody’s group', async () => {
      const { directory, person, group } = use()
      const one = await person()
      const target = await group([one.dn])
      expect(await directory.valuesAt(one.dn, 'memberOf')).toEqual([target.dn])
      await directory.delete(target.dn)
      expect(await directory.valuesAt(one.dn, 'memberOf')).toEqual([])
    })
  })
}
