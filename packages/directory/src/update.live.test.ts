import { startSlapd, type Slapd } from '@bindery/testbed'
import { childDn } from '@bindery/contract/ldap-text'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDirectory } from './open-directory.ts'
import { createPerson, delta, optionsFor, valuesAt } from './test-support.ts'
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
const change = (dn: string, body: string) => slapd.modify(`dn: ${dn}\nchangetype: modify\n${body}`)
const photo = (byte: number) => `base64:${Buffer.from([0xff, 0xd8, byte]).toString('base64')}`

describe('an update', () => {
  test('takes the exact old values away and adds the new ones, in one modify', async () => {
    const target = await person({ title: ['Engineer'], mobile: ['+1', '+2'] })
    const outcome = await session.update(target, [
      delta('title', ['Engineer'], ['Lead']),
      delta('mobile', ['+1'], []),
      delta('SN', ['Old'], ['OLD']),
    ])
    expect(outcome).toMatchObject({ state: 'done', atomic: true, ...target })
    expect(outcome.state === 'done' && outcome.after?.attributes.get('title')).toEqual(['Lead'])
    expect(await valuesOf(target.dn, 'title')).toEqual(['Lead'])
    expect(await valuesOf(target.dn, 'mobile')).toEqual(['+2'])
    expect(await valuesOf(target.dn, 'sn')).toEqual(['OLD'])
  })

  test('S33 of an entry that changed since is drifted and writes nothing', async () => {
    const target = await person({ title: ['Engineer'], mobile: ['+1'] })
    await change(target.dn, 'replace: title\ntitle: Captain\n')
    const outcome = await session.update(target, [
      delta('mobile', ['+1'], ['+9']),
      delta('title', ['Engineer'], ['Lead']),
    ])
    expect(outcome).toMatchObject({ state: 'drifted', problem: { code: 'drifted' } })
    expect(await valuesOf(target.dn, 'mobile')).toEqual(['+1'])
    expect(await valuesOf(target.dn, 'title')).toEqual(['Captain'])
  })

  test('S33 where there was no value applies under an assertion, and drifts when one came', async () => {
    const target = await person()
    expect(await session.update(target, [delta('title', [], ['Lead'])])).toMatchObject({
      state: 'done',
      atomic: true,
    })
    const other = await person()
    await change(other.dn, 'add: title\ntitle: Captain\n')
    expect(await session.update(other, [delta('title', [], ['Lead'])])).toMatchObject({ state: 'drifted' })
    expect(await valuesOf(other.dn, 'title')).toEqual(['Captain'])
  })

  test('S33 with the unique overlay in the way of assertions writes after a re-read and says so', async () => {
    const target = await person()
    const outcome = await session.update(target, [delta('mail', [], [`${count}@example.org`])])
    expect(outcome).toMatchObject({ state: 'done', atomic: false })
    expect(await valuesOf(target.dn, 'mail')).toEqual([`${count}@example.org`])
  })

  test('S33 a failed login in between is not drift', async () => {
    const target = await person({ title: ['Engineer'], userPassword: ['right'] })
    const [before] = await slapd.search(['-b', target.dn, 'entryCSN'])
    expect(await slapd.canBind(target.dn, 'wrong')).toBe(false)
    const [after] = await slapd.search(['-b', target.dn, 'entryCSN'])
    expect(after?.attributes['entryCSN']).not.toEqual(before?.attributes['entryCSN'])
    expect(await session.update(target, [delta('title', ['Engineer'], ['Lead'])])).toMatchObject({
      state: 'done',
      atomic: true,
    })
    expect(await session.update(target, [delta('mobile', [], ['+1'])])).toMatchObject({
      state: 'done',
      atomic: true,
    })
  })

  test('S33 another person re-created at the same DN, with the same values, is not written to', async () => {
    const target = await person({ title: ['Engineer'] })
    await slapd.modify(`dn: ${target.dn}\nchangetype: delete\n`)
    await slapd.modify(
      `dn: ${target.dn}\nobjectClass: inetOrgPerson\nuid: w${count}\ncn: x\nsn: Old\ntitle: Engineer\n`,
    )
    for (const deltas of [[delta('title', ['Engineer'], ['Lead'])], [delta('mobile', [], ['+1'])]])
      expect(await session.update(target, deltas)).toMatchObject({
        state: 'drifted',
        problem: { code: 'not_there' },
      })
    expect(await session.rename(target, childDn('uid', 'taken', slapd.usersBase))).toMatchObject({
      state: 'drifted',
    })
    expect(await valuesOf(target.dn, 'title')).toEqual(['Engineer'])
  })

  test('S13 follows an entry that moved', async () => {
    const target = await person({ title: ['Engineer'] })
    await slapd.modify(
      `dn: ${target.dn}\nchangetype: modrdn\nnewrdn: cn=moved ${count}\ndeleteoldrdn: 0\nnewsuperior: ou=services,${slapd.suffix}\n`,
    )
    const outcome = await session.update(target, [delta('title', ['Engineer'], ['Lead'])])
    const dn = `cn=moved ${count},ou=services,${slapd.suffix}`
    expect(outcome).toMatchObject({ state: 'done', dn })
    expect(await valuesOf(dn, 'title')).toEqual(['Lead'])
  })

  test('that has been made already is done', async () => {
    const target = await person({ title: ['Lead'] })
    expect(await session.update(target, [delta('title', ['Engineer'], ['Lead'])])).toMatchObject({
      state: 'done',
    })
  })

  test('of a value among others leaves the others', async () => {
    const target = await person({ mail: ['a1@x.org', 'a2@x.org'] })
    const outcome = await session.update(target, [{ ...delta('mail', [], ['a3@x.org']), amongOthers: true }])
    expect(outcome.state).toBe('done')
    expect(await valuesOf(target.dn, 'mail')).toEqual(['a1@x.org', 'a2@x.org', 'a3@x.org'])
  })

  test('of a photo, which the server cannot compare, is checked and replaced', async () => {
    const target = await person({ jpegPhoto: [photo(1)] })
    const old = await session.readOne(target, ['jpegPhoto'])
    expect(old?.attributes.get('jpegphoto')).toEqual([photo(1)])
    expect(await session.update(target, [delta('jpegPhoto', [photo(1)], [photo(2)])])).toMatchObject({
      state: 'done',
      atomic: false,
    })
    expect((await session.readOne(target, ['jpegPhoto']))?.attributes.get('jpegphoto')).toEqual([photo(2)])
    expect((await session.update(target, [delta('jpegPhoto', [photo(1)], [photo(3)])])).state).toBe('drifted')
    expect((await session.update(target, [delta('jpegPhoto', [photo(2)], [])])).state).toBe('done')
  })

  test('S33 of a group carries no assertion, and memberOf stays right', async () => {
    const member = await person()
    const dn = childDn('cn', `g${count}`, slapd.groupsBase)
    const created = await session.create(
      dn,
      new Map([
        ['objectClass', ['groupOfUniqueNames']],
        ['cn', [`g${count}`]],
        ['uniqueMember', [member.dn]],
      ]),
    )
    if (created.state !== 'done') throw new Error(JSON.stringify(created))
    const outcome = await session.update(created, [delta('description', [], ['Crew'])])
    expect(outcome).toMatchObject({ state: 'done', atomic: false })
    expect(await valuesOf(dn, 'description')).toEqual(['Crew'])
    const renamed = await session.rename(created, childDn('cn', `h${count}`, slapd.groupsBase))
    expect(renamed).toMatchObject({ state: 'done', atomic: false })
    expect(await valuesOf(member.dn, 'memberOf')).toEqual([childDn('cn', `h${count}`, slapd.groupsBase)])
  })
})
