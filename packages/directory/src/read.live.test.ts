import { sampleCompany, startSlapd, type Slapd } from '@bindery/testbed'
import { dnKey } from '@bindery/contract/ldap-text'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DirectoryError } from './directory-error.ts'
import { openDirectory } from './open-directory.ts'
import { failedChecks, optionsFor, readAll, withSession } from './test-support.ts'
import type { DirectorySession } from './types.ts'
import { valueText } from './values.ts'

let slapd: Slapd
let session: DirectorySession
const people = '(objectClass=inetOrgPerson)'
const company = sampleCompany()

beforeAll(async () => {
  slapd = await startSlapd({ load: 'sample' })
  session = await openDirectory(optionsFor(slapd, { pageSize: 40 }))
})
afterAll(async () => {
  await session.close()
  await slapd.stop()
})
const users = () => [{ dn: slapd.usersBase, scope: 'subtree' as const }]

const inOrder = (attributes: Iterable<readonly [string, readonly string[]]>) =>
  Array.from(attributes, ([name, values]) => [name.toLowerCase(), ...values].join('\n')).sort()

describe('a read', () => {
  test('S14 gives what ldapsearch gives, escaped and non-ASCII names and all, in pages', async () => {
    const attributes = ['cn', 'uid', 'mail', 'memberOf', 'entryUUID']
    const { entries, proof, pageSizes } = await readAll(session, {
      bases: users(),
      filter: people,
      attributes,
    })
    const truth = await slapd.search([people, ...attributes])
    expect(entries.map(({ dn }) => dn)).toEqual(truth.map(({ dn }) => dn))
    expect(entries.map(({ attributes: read }) => inOrder(read))).toEqual(
      truth.map((entry) => inOrder(Object.entries(entry.attributes))),
    )
    expect(entries.every(({ stableId }) => /^[0-9a-f-]{36}$/.test(stableId ?? ''))).toBe(true)
    expect(new Set(entries.map(({ dn }) => dnKey(dn)))).toEqual(
      new Set(company.people.map(({ dn }) => dnKey(dn))),
    )
    expect(proof).toMatchObject({
      complete: true,
      error: null,
      pages: pageSizes.length,
      entries: entries.length,
    })
    expect(Math.max(...pageSizes)).toBe(40)
  })

  test('names attributes as they were asked for: aliases, OIDs, any case; secrets never', async () => {
    const attributes = ['surname', '2.5.4.42', 'MAIL', 'userPassword', '*']
    const { entries } = await readAll(session, { bases: users(), filter: '(uid=john.doe)', attributes })
    const [entry] = entries
    expect(entry?.attributes.get('surname')).toEqual(['Doe'])
    expect(entry?.attributes.get('2.5.4.42')).toEqual(['John'])
    expect(entry?.attributes.has('mail')).toBe(true)
    expect(entry?.attributes.has('userpassword')).toBe(false)
  })

  test('tells bytes as base64: by syntax, and where they are no UTF-8', async () => {
    const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x00])
    const [entry] = company.people
    await slapd.modify(
      `dn: ${entry?.dn}\nchangetype: modify\nadd: jpegPhoto\njpegPhoto:: ${jpeg.toString('base64')}\n`,
    )
    const { entries } = await readAll(session, {
      bases: users(),
      filter: '(jpegPhoto=*)',
      attributes: ['jpegPhoto'],
    })
    expect(entries[0]?.attributes.get('jpegphoto')).toEqual([valueText(jpeg, true)])
  })

  test('S13 keeps an entry’s stable id through a rename and a move', async () => {
    await slapd.modify(
      `dn: uid=mover,${slapd.usersBase}\nobjectClass: inetOrgPerson\nuid: mover\ncn: M\nsn: M\n`,
    )
    const find = () => readAll(session, { bases: users(), filter: '(sn=M)', attributes: ['uid'] })
    const before = (await find()).entries[0]
    await slapd.modify(
      `dn: uid=mover,${slapd.usersBase}\nchangetype: modrdn\nnewrdn: cn=M\\, Ö+uid=Moved\ndeleteoldrdn: 1\n` +
        `newsuperior: ou=engineering,${slapd.usersBase}\n`,
    )
    const after = (await find()).entries[0]
    expect(after?.stableId).toBe(before?.stableId)
    expect(dnKey(after?.dn ?? '')).toBe(dnKey(`uid=moved+cn=m\\2c ö,OU=Engineering,${slapd.usersBase}`))
    const target = { dn: before?.dn ?? '', stableId: before?.stableId ?? '' }
    expect((await session.readOne(target, ['uid']))?.dn).toBe(after?.dn)
  })

  test('hands out an entry once when bases overlap', async () => {
    const bases = [
      ...users(),
      { dn: `ou=engineering,${slapd.usersBase.toUpperCase()}`, scope: 'subtree' as const },
    ]
    const { entries, proof } = await readAll(session, { bases, filter: people, attributes: [] })
    expect(entries.length).toBe((await slapd.search([people, 'dn'])).length)
    expect(proof.entries).toBe(entries.length)
  })

  test('of one level stays there', async () => {
    const bases = [{ dn: slapd.usersBase, scope: 'one_level' as const }]
    const { entries } = await readAll(session, { bases, filter: '(objectClass=*)', attributes: [] })
    const truth = await slapd.search(['-b', slapd.usersBase, '-s', 'one', '(objectClass=*)', 'dn'])
    expect(entries.length).toBe(truth.length)
  })
})

describe('a read that is not complete says so', () => {
  test('S02 a base that is not there: which one', async () => {
    const bases = [...users(), { dn: 'ou=nowhere,dc=example,dc=org', scope: 'subtree' as const }]
    const { proof } = await readAll(session, { bases, filter: people, attributes: [] })
    expect(proof.complete).toBe(false)
    expect(failedChecks(proof)).toEqual(['every_page', 'bases_found'])
    expect(proof.error).toMatchObject({ code: 'base_not_found', field: 'people.bases.1' })
    expect(proof.error?.message).toContain('ou=nowhere,dc=example,dc=org')
    expect(proof.error?.raw).toBe('32 noSuchObject')
    await expect(session.assertBases(users(), 'people')).resolves.toBeUndefined()
    await expect(session.assertBases(bases, 'groups')).rejects.toMatchObject({
      problem: { ...proof.error, field: 'groups.bases.1' },
    })
  })

  test.each([
    ['a base that is no DN', 'not a dn', people, 'base_invalid'],
    ['a filter that is none', 'dc=example,dc=org', '(uid=*)(', 'filter_invalid'],
  ])('%s', async (_, dn, filter, code) => {
    const bases = [{ dn, scope: 'subtree' as const }]
    const { entries, proof } = await readAll(session, { bases, filter, attributes: [] })
    expect([entries, proof.error?.code]).toEqual([[], code])
  })

  test.each([
    ['a page', 'size.pr=30', 'admin_limit', '11 adminLimitExceeded: illegal pagedResults page size'],
    ['all pages', 'size.prtotal=70', 'size_limit', '4 sizeLimitExceeded'],
  ])('S05 a size limit on %s', async (_, limit, code, raw) => {
    const limits = (value: string) =>
      slapd.config(
        `dn: olcDatabase={2}mdb,cn=config\nchangetype: modify\nreplace: olcLimits\n` +
          `olcLimits: dn.exact="${slapd.readerDn}" ${value}\n`,
      )
    await limits(limit)
    const options = optionsFor(
      slapd,
      { bindDn: slapd.readerDn, pageSize: 40 },
      { bindPassword: slapd.readerPassword },
    )
    const { proof } = await withSession(options, (limited) =>
      readAll(limited, { bases: users(), filter: people, attributes: [] }),
    )
    await limits('size=unlimited time=unlimited')
    expect(proof.complete).toBe(false)
    expect(failedChecks(proof)).toContain('no_limit')
    expect(proof.error).toMatchObject({ code, raw })
  })
})

describe('looking up by stable id', () => {
  test('S45 finds entries wherever they are, more than one search can hold, and not the absent', async () => {
    const { entries } = await readAll(session, { bases: users(), filter: people, attributes: [] })
    const ids = entries.map(({ stableId }) => stableId ?? '')
    const absent = '00000000-0000-0000-0000-000000000000'
    const [first] = entries
    const moved = `cn=elsewhere,ou=services,${slapd.suffix}`
    await slapd.modify(
      `dn: ${first?.dn}\nchangetype: modrdn\nnewrdn: cn=elsewhere\ndeleteoldrdn: 0\nnewsuperior: ou=services,${slapd.suffix}\n`,
    )
    const found = await session.lookUp([...ids, absent], ['uid'])
    expect(found.size).toBe(ids.length)
    expect(ids.length).toBeGreaterThan(200)
    expect(found.has(absent)).toBe(false)
    expect(found.get(first?.stableId ?? '')?.dn).toBe(moved)
  })

  test('S41 what is no stable id finds nobody and injects nothing', async () => {
    expect(await session.lookUp(['*', '*)(uid=*', '\0'], [])).toEqual(new Map())
  })

  test('throws when it cannot be known', async () => {
    await withSession(optionsFor(slapd), async (own) => {
      slapd.pause()
      try {
        const controller = own.lookUp(['00000000-0000-0000-0000-000000000000'], [])
        await own.close()
        await expect(controller).rejects.toThrow(DirectoryError)
      } finally {
        slapd.resume()
      }
    })
  })
})

test('the change token moves with every write', async () => {
  const before = await session.changeToken()
  await slapd.modify(`dn: ${slapd.usersBase}\nchangetype: modify\nreplace: description\ndescription: x\n`)
  const after = await session.changeToken()
  expect(before).toMatch(/^\d{14}\.\d+Z#/)
  expect(after > before).toBe(true)
})
