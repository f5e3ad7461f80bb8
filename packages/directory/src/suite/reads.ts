import { describe, expect, test } from 'vitest'
import { DirectoryError } from '../directory-error.ts'
import { failedChecks, readAll } from '../test-support.ts'
import { valueText } from '../values.ts'
import type { Dialect } from './dialect.ts'
import type { DirectoryFixture } from './directory-fixture.ts'

export function describeReads(use: () => DirectoryFixture, dialect: Dialect): void {
  const { people, username, many, cn } = dialect
  const users = () => [{ dn: use().directory.usersBase, scope: 'subtree' as const }]
  const populate = async () => {
    for (let at = 0; at < 12; at++) await use().person()
  }

  describe('a read', () => {
    test('finds all that is there, in pages, and proves it', async () => {
      const { directory } = use()
      await populate()
      const session = await directory.connect({ pageSize: 5 })
      const { entries, proof, pageSizes } = await readAll(session, {
        bases: users(),
        filter: people,
        attributes: [username],
      })
      await session.close()
      const truth = await directory.find(people, directory.usersBase)
      expect(entries.map(({ dn }) => dn)).toEqual(truth)
      expect(entries.every(({ stableId }) => /^[0-9a-f-]{36}$/.test(stableId ?? ''))).toBe(true)
      expect(proof).toMatchObject({
        complete: true,
        error: null,
        pages: pageSizes.length,
        entries: truth.length,
      })
      expect(failedChecks(proof)).toEqual([])
      expect(Math.max(...pageSizes)).toBe(5)
    })

    test.runIf(dialect.wholeX500)(
      'names attributes as they were asked for: aliases, OIDs, any case; secrets never',
      async () => {
        const { session, person } = use()
        const { uid } = await person({
          sn: ['Doe'],
          givenName: ['John'],
          mail: ['j@d.org'],
          userPassword: ['p'],
        })
        const attributes = ['surname', '2.5.4.42', 'MAIL', 'userPassword', '*']
        const { entries } = await readAll(session, { bases: users(), filter: `(uid=${uid})`, attributes })
        const [entry] = entries
        expect(entry?.attributes.get('surname')).toEqual(['Doe'])
        expect(entry?.attributes.get('2.5.4.42')).toEqual(['John'])
        expect(entry?.attributes.get('mail')).toEqual(['j@d.org'])
        expect(entry?.attributes.has('userpassword')).toBe(false)
      },
    )

    test('tells bytes as base64', async () => {
      const { session, person } = use()
      const jpeg = valueText(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0x00]), true)
      const { uid } = await person({ jpegPhoto: [jpeg] })
      const { entries } = await readAll(session, {
        bases: users(),
        filter: `(&(jpegPhoto=*)(${username}=${uid}))`,
        attributes: ['jpegPhoto'],
      })
      expect(entries[0]?.attributes.get('jpegphoto')).toEqual([jpeg])
    })

    const filters: readonly (readonly [filter: string, matches: boolean])[] = [
      ['(TITLE=lead engineer)', true],
      ['(title=Lead*)', true],
      ['(title=*eng*eer)', true],
      ['(&(title=*)(!(title=Captain)))', true],
      ['(objectClass=person)', true],
      ['(|(title=Captain)(description=nobody))', false],
      ['(!(title=*))', false],
      ['(shoeSize=*)', false],
      ...(dialect.wholeX500
        ? [
            ['(title=lead   engineer)', true] as const,
            ['(mobile=+4930 123-45)', true] as const,
            // Nothing is said of an attribute that nobody knows, not even its contrary.
            ['(!(shoeSize=44))', false] as const,
          ]
        : []),
    ]
    test.each(filters)('matches as the server does: %s', async (filter, matches) => {
      const { session, person } = use()
      const target = await person({ title: ['Lead Engineer'], mobile: ['+49 30 12345'] })
      const narrowed = `(&(${username}=${target.uid})${filter})`
      const { entries } = await readAll(session, { bases: users(), filter: narrowed, attributes: [] })
      expect(entries.map(({ dn }) => dn)).toEqual(matches ? [target.dn] : [])
    })

    test('S13 keeps an entry’s stable id through a rename and a move', async () => {
      const { session, person, directory } = use()
      const target = await person({ title: ['mover'] })
      const place = directory.servicesBase
      await directory.rename(target.dn, `${cn}=M\\, Ö ${target.uid}`, place)
      const { entries } = await readAll(session, {
        bases: [{ dn: place, scope: 'subtree' }],
        filter: '(title=mover)',
        attributes: [],
      })
      expect(entries[0]?.stableId).toBe(target.stableId)
      expect((await session.readOne(target, []))?.dn).toBe(entries[0]?.dn)
    })

    test('hands out an entry once when bases overlap', async () => {
      const { session, directory } = use()
      const bases = [...users(), { dn: directory.suffix.toUpperCase(), scope: 'subtree' as const }]
      const { entries, proof } = await readAll(session, { bases, filter: people, attributes: [] })
      expect(entries.length).toBe((await directory.find(people)).length)
      expect(proof.entries).toBe(entries.length)
    })

    test('of one level stays there', async () => {
      const { session, directory, personAt } = use()
      await personAt(directory.servicesBase, use().fresh())
      const bases = [{ dn: directory.suffix, scope: 'one_level' as const }]
      const { entries } = await readAll(session, { bases, filter: '(objectClass=*)', attributes: [] })
      const truth = await directory.find('(objectClass=*)', directory.suffix, 'one')
      expect(entries.map(({ dn }) => dn).sort()).toEqual(truth.toSorted())
    })

    test('S02 of a base that is not there: which one', async () => {
      const { session, directory } = use()
      const nowhere = `ou=nowhere,${directory.suffix}`
      const bases = [...users(), { dn: nowhere, scope: 'subtree' as const }]
      const { proof } = await readAll(session, { bases, filter: people, attributes: [] })
      expect(proof.complete).toBe(false)
      expect(failedChecks(proof)).toEqual(['every_page', 'bases_found'])
      expect(proof.error).toMatchObject({ code: 'base_not_found', field: 'people.bases.1' })
      expect(proof.error?.message).toContain(nowhere)
      expect(proof.error?.raw).toMatch(/^32 noSuchObject/)
      await expect(session.assertBases(users(), 'people')).resolves.toBeUndefined()
      await expect(session.assertBases(bases, 'groups')).rejects.toMatchObject({
        problem: { ...proof.error, field: 'groups.bases.1' },
      })
    })

    test.each([
      ['a base that is no DN', 'not a dn', people, 'base_invalid'],
      ['a filter that is none', 'dc=example,dc=org', '(uid=*)(', 'filter_invalid'],
    ])('of %s', async (_, dn, filter, code) => {
      const bases = [{ dn, scope: 'subtree' as const }]
      const { entries, proof } = await readAll(use().session, { bases, filter, attributes: [] })
      expect([entries, proof.error?.code]).toEqual([[], code])
    })
  })

  describe('looking up by stable id', () => {
    test('S45 finds entries wherever they are, more than one search can hold, and not the absent', async () => {
      const { session, directory, person } = use()
      for (let at = 0; at < 110; at++) await person()
      const { entries } = await readAll(session, { bases: users(), filter: people, attributes: [] })
      const ids = entries.map(({ stableId }) => stableId ?? '')
      const absent = '00000000-0000-0000-0000-000000000000'
      const target = await person()
      const moved = `${cn}=elsewhere,${directory.servicesBase}`
      await directory.rename(target.dn, `${cn}=elsewhere`, directory.servicesBase)
      const found = await session.lookUp([...ids, target.stableId, absent], ['cn'])
      expect(found.size).toBe(ids.length + 1)
      expect(found.has(absent)).toBe(false)
      expect(found.get(target.stableId)).toMatchObject({ dn: moved, stableId: target.stableId })
    })

    test('S41 of what is no stable id finds nobody and injects nothing', async () => {
      expect(await use().session.lookUp(['*', '*)(uid=*', '\0'], [])).toEqual(new Map())
    })

    test('throws when it cannot be known', async () => {
      const own = await use().directory.connect()
      await own.close()
      await expect(own.lookUp(['00000000-0000-0000-0000-000000000000'], [])).rejects.toThrow(DirectoryError)
    })
  })

  describe('looking for values', () => {
    test('finds whoever has one of them, wherever they are, in pages', async () => {
      const { directory, person, fresh } = use()
      const title = fresh()
      const captains = await Promise.all(Array.from({ length: 5 }, () => person({ [many]: ['Mate', title] })))
      const elsewhere = await person({ mail: [`${title}@example.org`] })
      const dn = `${cn}=${fresh()},${directory.servicesBase}`
      await use().session.rename(elsewhere, dn)
      await person({ [many]: ['Mate'] })
      const session = await directory.connect({ pageSize: 2 })
      const pages = await Array.fromAsync(
        session.lookFor(
          [
            { attribute: many, value: title },
            { attribute: 'mail', value: `${title}@example.org` },
            { attribute: username, value: 'nobody' },
          ],
          [many],
        ),
      )
      await session.close()
      const found = pages.flat()
      expect(found.map((entry) => entry.dn).toSorted()).toEqual(
        [...captains.map((one) => one.dn), dn].toSorted(),
      )
      expect(
        found
          .find((entry) => entry.stableId === captains[0]?.stableId)
          ?.attributes.get(many.toLowerCase())
          ?.toSorted(),
      ).toEqual(['Mate', title])
      expect(Math.max(...pages.map((page) => page.length))).toBe(2)
    })

    test('finds whoever has an attribute at all', async () => {
      const { session, person } = use()
      const captain = await person({ departmentNumber: ['1'] })
      await person()
      const pages = await Array.fromAsync(
        session.lookFor([{ attribute: 'departmentNumber', value: null }], []),
      )
      expect(pages.flat().map(({ dn }) => dn)).toEqual([captain.dn])
    })

    test('S41 a value injects nothing', async () => {
      await use().person()
      const values = ['*', '*)(uid=*', '\0'].map((value) => ({ attribute: username, value }))
      expect(await Array.fromAsync(use().session.lookFor(values, []))).toEqual([])
    })

    test('throws when it cannot be known', async () => {
      const own = await use().directory.connect()
      await own.close()
      const search = Array.fromAsync(own.lookFor([{ attribute: username, value: 'ada' }], []))
      await expect(search).rejects.toThrow(DirectoryError)
    })
  })

  test('the change token moves with every write, whoever makes it', async () => {
    const { session, directory, person } = use()
    const tokens = [await session.changeToken()]
    const target = await person()
    tokens.push(await session.changeToken())
    await directory.modify(target.dn, [{ operation: 'replace', attribute: 'title', values: ['x'] }])
    tokens.push(await session.changeToken())
    await directory.rename(target.dn, `${cn}=token ${target.uid}`)
    tokens.push(await session.changeToken())
    await directory.delete(`${cn}=token ${target.uid},${directory.usersBase}`)
    tokens.push(await session.changeToken())
    for (const token of tokens) expect(token).toMatch(/^\d{14}\.\d+Z#/)
    expect(tokens.toSorted()).toEqual(tokens)
    expect(new Set(tokens).size).toBe(tokens.length)
  })
}
