import { startSlapd, type Slapd } from '@bindery/testbed'
import { childDn, dnKey } from '@bindery/contract/ldap-text'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDirectory } from './open-directory.ts'
import { createPerson, optionsFor, valuesAt } from './test-support.ts'
import type { DirectorySession } from './types.ts'

let slapd: Slapd
let session: DirectorySession
let count = 0

beforeAll(async () => {
  slapd = await startSlapd({ unique: ['uid', 'mail'] })
  session = await openDirectory(optionsFor(slapd))
})
afterAll(async () => {
  await session.close()
  await slapd.stop()
})

/** A fresh person with these attributes. */
const person = (attributes: Record<string, string[]> = {}) => {
  count += 1
  return createPerson(session, slapd.usersBase, `w${count}`, attributes)
}
const valuesOf = (dn: string, attribute: string) => valuesAt(slapd, dn, attribute)

describe('S14 names with special characters', () => {
  test.each(['Doe, John', 'a+b=c', '#start', ' spaces ', 'back\\slash\\', 'quote"<>;', 'Zoë 日本', '*()'])(
    '%j: created, renamed to, moved, in a group',
    async (cn) => {
      count += 1
      const dn = childDn('cn', cn, slapd.usersBase)
      const attributes = new Map([
        ['objectClass', ['inetOrgPerson']],
        ['cn', [cn]],
        ['sn', ['S']],
        ['uid', [`s${count}`]],
      ])
      const created = await session.create(dn, attributes)
      if (created.state !== 'done') throw new Error(JSON.stringify(created))
      expect(dnKey(created.dn)).toBe(dnKey(dn))
      const moved = childDn('cn', `${cn} 2 ${cn}`, `ou=services,${slapd.suffix}`)
      expect(await session.rename(created, moved)).toMatchObject({ state: 'done', atomic: true })
      expect(await session.rename({ ...created, dn: moved }, dn)).toMatchObject({ state: 'done' })
      const group = childDn('cn', `${cn} group`, slapd.groupsBase)
      const added = await session.create(
        group,
        new Map([
          ['objectClass', ['groupOfUniqueNames']],
          ['cn', [`${cn} group`]],
          ['uniqueMember', [dn]],
        ]),
      )
      expect(added.state).toBe('done')
      expect((await session.readOne(created, ['memberOf']))?.attributes.get('memberof')?.map(dnKey)).toEqual([
        dnKey(group),
      ])
    },
  )

  test('a name of two parts', async () => {
    const dn = `cn=Multi+uid=multi,${slapd.usersBase}`
    const attributes = new Map([
      ['objectClass', ['inetOrgPerson']],
      ['cn', ['Multi']],
      ['sn', ['S']],
      ['uid', ['multi']],
    ])
    const created = await session.create(dn, attributes)
    if (created.state !== 'done') throw new Error(JSON.stringify(created))
    expect(await session.rename(created, `uid=multi+cn=Other,${slapd.usersBase}`)).toMatchObject({
      state: 'done',
    })
    expect(await valuesOf(`cn=other+uid=multi,${slapd.usersBase}`, 'cn')).toEqual(['Other'])
  })
})

describe('create and rename', () => {
  test('a taken name is refused', async () => {
    const [one, other] = [await person(), await person()]
    const again = await session.create(
      one.dn,
      new Map([
        ['objectClass', ['inetOrgPerson']],
        ['sn', ['S']],
        ['cn', ['c']],
      ]),
    )
    expect(again).toMatchObject({ state: 'refused', problem: { code: 'already_exists' } })
    const cn = childDn('cn', `taken ${count}`, slapd.usersBase)
    expect(await session.rename(one, cn)).toMatchObject({ state: 'done' })
    expect(await session.rename(other, cn)).toMatchObject({
      state: 'refused',
      problem: { code: 'already_exists' },
    })
  })

  test('S13 a change of case only is a rename', async () => {
    const target = await person()
    const upper = target.dn.replace('uid=w', 'uid=W')
    expect(await session.rename(target, upper)).toMatchObject({ state: 'done', stableId: target.stableId })
    expect((await session.readOne(target, []))?.dn).toBe(upper)
  })

  test('S33 of an entry that moved meanwhile is drifted', async () => {
    const target = await person()
    await slapd.modify(`dn: ${target.dn}\nchangetype: modrdn\nnewrdn: uid=away${count}\ndeleteoldrdn: 1\n`)
    const outcome = await session.rename(target, childDn('uid', `wanted${count}`, slapd.usersBase))
    expect(outcome).toMatchObject({ state: 'drifted', problem: { code: 'drifted' } })
  })
})
