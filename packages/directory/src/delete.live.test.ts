import { startSlapd, type Slapd } from '@bindery/testbed'
import { childDn } from '@bindery/contract/ldap-text'
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
const seen = (values: Record<string, string[]>) => new Map(Object.entries(values))
const isThere = async (dn: string) => (await valuesAt(slapd, dn, 'objectClass')).length > 0
const change = (dn: string, body: string) => slapd.modify(`dn: ${dn}\nchangetype: modify\n${body}`)

describe('a deletion', () => {
  test('takes the entry that was seen, asserting its stable id and values', async () => {
    const target = await person({ title: ['Engineer'], mobile: ['+1', '+2'] })
    const values = seen({ title: ['Engineer'], mobile: ['+2', '+1'], departmentNumber: [] })
    expect(await session.delete(target, values)).toMatchObject({ state: 'done', atomic: true })
    expect(await isThere(target.dn)).toBe(false)
  })

  test.each([
    ['another value', 'replace: title\ntitle: Captain\n'],
    ['one more value', 'add: title\ntitle: Captain\n'],
    ['the value gone', 'delete: title\n'],
    ['a value where there was none', 'add: mobile\nmobile: +1\n'],
  ])('S33 of an entry that changed since is drifted and deletes nothing: %s', async (_, body) => {
    const target = await person({ title: ['Engineer'] })
    await change(target.dn, body)
    const outcome = await session.delete(target, seen({ title: ['Engineer'], mobile: [] }))
    expect(outcome).toMatchObject({ state: 'drifted', problem: { code: 'drifted' } })
    expect(await isThere(target.dn)).toBe(true)
  })

  test('S33 of another person re-created at the same DN, with the same values, takes nothing', async () => {
    const target = await person({ title: ['Engineer'] })
    await slapd.modify(`dn: ${target.dn}\nchangetype: delete\n`)
    await createPerson(session, slapd.usersBase, `w${count}`, { title: ['Engineer'] })
    expect(await session.delete(target, seen({ title: ['Engineer'] }))).toMatchObject({ state: 'done' })
    expect(await isThere(target.dn)).toBe(true)
  })

  test('S33 of an entry that moved since is drifted', async () => {
    const target = await person()
    await slapd.modify(
      `dn: ${target.dn}\nchangetype: modrdn\nnewrdn: uid=away${count}\ndeleteoldrdn: 1\nnewsuperior: ou=services,${slapd.suffix}\n`,
    )
    expect(await session.delete(target, seen({}))).toMatchObject({ state: 'drifted' })
    expect(await isThere(`uid=away${count},ou=services,${slapd.suffix}`)).toBe(true)
  })

  test('S33 a failed login in between is not drift', async () => {
    const target = await person({ title: ['Engineer'], userPassword: ['right'] })
    expect(await slapd.canBind(target.dn, 'wrong')).toBe(false)
    expect(await session.delete(target, seen({ title: ['Engineer'] }))).toMatchObject({ state: 'done' })
    expect(await isThere(target.dn)).toBe(false)
  })

  test('compares what the server cannot as read just before, and says so', async () => {
    const photo = (byte: number) => `base64:${Buffer.from([0xff, 0xd8, byte]).toString('base64')}`
    const target = await person({ jpegPhoto: [photo(1)] })
    expect(await session.delete(target, seen({ jpegPhoto: [photo(2)] }))).toMatchObject({ state: 'drifted' })
    expect(await session.delete(target, seen({ jpegPhoto: [photo(1)] }))).toMatchObject({
      state: 'done',
      atomic: false,
    })
    expect(await isThere(target.dn)).toBe(false)
  })

  test('takes only a leaf: what has entries below it is refused in words', async () => {
    const target = await person()
    const below = childDn('cn', 'device', target.dn)
    await slapd.modify(`dn: ${below}\nobjectClass: device\ncn: device\n`)
    const outcome = await session.delete(target, seen({}))
    expect(outcome).toMatchObject({ state: 'refused', problem: { code: 'constraint_violation' } })
    expect('problem' in outcome && outcome.problem.message).toContain('entries below it')
    expect(await isThere(below)).toBe(true)
  })

  test('of a group carries no assertion, and takes its memberships along', async () => {
    const member = await person()
    const dn = childDn('cn', `doomed ${count}`, slapd.groupsBase)
    const attributes = {
      objectClass: ['groupOfUniqueNames'],
      cn: [`doomed ${count}`],
      uniqueMember: [member.dn],
    }
    const group = await session.create(dn, seen(attributes))
    if (group.state !== 'done') throw new Error(JSON.stringify(group))
    const outcome = await session.delete(group, seen({ cn: [`doomed ${count}`] }))
    expect(outcome).toMatchObject({ state: 'done', atomic: false })
    expect(await isThere(dn)).toBe(false)
    expect((await session.readOne(member, ['memberOf']))?.attributes.get('memberof')).toBeUndefined()
  })

  test('of what is gone already is done', async () => {
    const target = await person()
    expect(await session.delete(target, seen({}))).toMatchObject({ state: 'done' })
    expect(await session.delete(target, seen({}))).toMatchObject({ state: 'done' })
  })

  test('without the right to delete is refused with the server’s words', async () => {
    const target = await person()
    const reader = await openDirectory({
      ...optionsFor(slapd, { bindDn: slapd.readerDn }),
      bindPassword: slapd.readerPassword,
    })
    try {
      expect(await reader.delete(target, seen({}))).toMatchObject({
        state: 'refused',
        problem: { code: 'insufficient_access' },
      })
    } finally {
      await reader.close()
    }
    expect(await isThere(target.dn)).toBe(true)
  })
})
