import { startSlapd, type Slapd } from '@bindery/testbed'
import { childDn, dnKey } from '@bindery/contract/ldap-text'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDirectory } from './open-directory.ts'
import { optionsFor, withSession } from './test-support.ts'
import type { AttributeDelta, DirectorySession, Target } from './types.ts'

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
async function person(attributes: Record<string, string[]> = {}): Promise<Target> {
  count += 1
  const uid = `w${count}`
  const dn = childDn('uid', uid, slapd.usersBase)
  const all = { objectClass: ['inetOrgPerson'], uid: [uid], cn: [uid], sn: ['Old'], ...attributes }
  const outcome = await session.create(dn, new Map(Object.entries(all)))
  if (outcome.state !== 'done') throw new Error(JSON.stringify(outcome))
  return { dn, stableId: outcome.stableId }
}
async function valuesOf(dn: string, attribute: string): Promise<readonly string[]> {
  const [entry] = await slapd.search(['-b', dn, '-s', 'base', '(objectClass=*)', attribute])
  return entry?.attributes[attribute] ?? []
}
const change = (dn: string, body: string) => slapd.modify(`dn: ${dn}\nchangetype: modify\n${body}`)
const delta = (attribute: string, remove: string[], add: string[]): AttributeDelta => ({
  attribute,
  remove,
  add,
})

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
    const photo = (byte: number) => `base64:${Buffer.from([0xff, 0xd8, byte]).toString('base64')}`
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

describe('S31 a refused write tells code and words, and others go on', () => {
  test('one of 500 in flight', async () => {
    const targets = []
    for (let at = 0; at < 500; at++) targets.push(await person())
    const outcomes = await Promise.all(
      targets.map((target, index) =>
        session.update(target, [delta(index === 250 ? 'c' : 'title', [], [index === 250 ? 'toolong' : 'x'])]),
      ),
    )
    expect(outcomes.filter(({ state }) => state === 'done').length).toBe(499)
    expect(outcomes[250]).toMatchObject({ state: 'refused' })
  })

  test.each<[string, AttributeDelta, string, string]>([
    [
      'an attribute nobody knows',
      delta('shoeSize', [], ['44']),
      'undefined_attribute',
      '17 undefinedAttributeType: ',
    ],
    [
      'a value of the wrong syntax',
      delta('manager', [], ['not a dn']),
      'invalid_value',
      '21 invalidAttributeSyntax: ',
    ],
    [
      'the last value that must be',
      delta('sn', ['Old'], []),
      'schema_violation',
      '65 objectClassViolation: ',
    ],
  ])('%s', async (_, wrong, code, raw) => {
    const outcome = await session.update(await person(), [wrong])
    expect(outcome).toMatchObject({ state: 'refused', problem: { code } })
    expect(outcome.state === 'refused' && outcome.problem.raw).toContain(raw)
  })

  test('a value that must be unique', async () => {
    const [one, other] = [await person({ mail: ['one@u.org'] }), await person({ mail: ['two@u.org'] })]
    const outcome = await session.update(other, [delta('mail', ['two@u.org'], ['one@u.org'])])
    expect(outcome).toMatchObject({ state: 'refused', problem: { code: 'constraint_violation' } })
    expect(await valuesOf(one.dn, 'mail')).toEqual(['one@u.org'])
  })

  test('without the right to write', async () => {
    const target = await person()
    const options = optionsFor(slapd, { bindDn: slapd.readerDn }, { bindPassword: slapd.readerPassword })
    const outcome = await withSession(options, (reader) =>
      reader.update(target, [delta('sn', ['Old'], ['New'])]),
    )
    expect(outcome).toMatchObject({ state: 'refused', problem: { code: 'insufficient_access' } })
  })
})

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

test('a connection that ends between send and answer leaves the write in doubt, and later ones unsent', async () => {
  const target = await person({ title: ['Engineer'] })
  const lost = await withSession(optionsFor(slapd, { operationTimeoutSeconds: 1 }), async (own) => {
    await own.schema()
    slapd.pause()
    const created = await own.create(childDn('uid', 'doubt', slapd.usersBase), new Map([['sn', ['S']]]))
    return [created, await own.update(target, [delta('title', ['Engineer'], ['Lead'])])]
  }).finally(() => slapd.resume())
  expect(lost).toMatchObject([
    { state: 'in_doubt', problem: { code: 'operation_timeout' } },
    { state: 'refused', problem: { code: 'operation_timeout' } },
  ])
  expect(await valuesOf(target.dn, 'title')).toEqual(['Engineer'])
})
