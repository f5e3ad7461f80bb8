import { childDn } from '@bindery/contract/ldap-text'
import { describe, expect, test } from 'vitest'
import { delta } from '../test-support.ts'
import type { Dialect } from './dialect.ts'
import type { DirectoryFixture } from './directory-fixture.ts'

const photo = (byte: number) => `base64:${Buffer.from([0xff, 0xd8, byte]).toString('base64')}`

export function describeUpdates(use: () => DirectoryFixture, dialect: Dialect): void {
  const { many, cn } = dialect
  describe('an update', () => {
    test('takes the exact old values away and adds the new ones, in one modify', async () => {
      const { session, person, directory } = use()
      const { dn, stableId } = await person({ title: ['Engineer'], [many]: ['+1', '+2'] })
      const outcome = await session.update({ dn, stableId }, [
        delta('title', ['Engineer'], ['Lead']),
        delta(many, ['+1'], []),
        delta('SN', ['Old'], ['OLD']),
      ])
      expect(outcome).toMatchObject({ state: 'done', atomic: true, dn, stableId })
      expect(outcome.state === 'done' && outcome.after?.attributes.get('title')).toEqual(
        dialect.postRead ? ['Lead'] : undefined,
      )
      expect(await directory.valuesAt(dn, 'title')).toEqual(['Lead'])
      expect(await directory.valuesAt(dn, many)).toEqual(['+2'])
      expect(await directory.valuesAt(dn, 'sn')).toEqual(['OLD'])
    })

    test('S33 of an entry that changed since is drifted and writes nothing', async () => {
      const { session, person, directory } = use()
      const target = await person({ title: ['Engineer'], [many]: ['+1'] })
      await directory.modify(target.dn, [{ operation: 'replace', attribute: 'title', values: ['Captain'] }])
      const outcome = await session.update(target, [
        delta(many, ['+1'], ['+9']),
        delta('title', ['Engineer'], ['Lead']),
      ])
      expect(outcome).toMatchObject({ state: 'drifted', problem: { code: 'drifted' } })
      expect(await directory.valuesAt(target.dn, many)).toEqual(['+1'])
      expect(await directory.valuesAt(target.dn, 'title')).toEqual(['Captain'])
    })

    test('S33 where there was no value applies, under an assertion if there are any, and drifts when one came', async () => {
      const { session, person, directory } = use()
      const lead = [delta('title', [], ['Lead'])]
      expect(await session.update(await person(), lead)).toMatchObject({
        state: 'done',
        atomic: dialect.assertions,
      })
      const other = await person()
      await directory.modify(other.dn, [{ operation: 'add', attribute: 'title', values: ['Captain'] }])
      expect(await session.update(other, lead)).toMatchObject({ state: 'drifted' })
      expect(await directory.valuesAt(other.dn, 'title')).toEqual(['Captain'])
    })

    test.runIf(dialect.guardsUniqueness)(
      'S33 with the unique overlay in the way of assertions writes after a re-read and says so',
      async () => {
        const { session, person, directory } = use()
        const target = await person()
        const mail = [`${target.uid}@example.org`]
        const outcome = await session.update(target, [delta('mail', [], mail)])
        expect(outcome).toMatchObject({ state: 'done', atomic: false })
        expect(await directory.valuesAt(target.dn, 'mail')).toEqual(mail)
      },
    )

    test('S33 another person re-created at the same DN, with the same values, is not written to', async () => {
      const { session, person, directory } = use()
      const target = await person({ title: ['Engineer'] })
      await directory.delete(target.dn)
      const again = { ...dialect.somebody(target.uid), title: ['Engineer'] }
      await directory.add(target.dn, again)
      for (const deltas of [[delta('title', ['Engineer'], ['Lead'])], [delta(many, [], ['+1'])]])
        expect(await session.update(target, deltas)).toMatchObject({
          state: 'drifted',
          problem: { code: 'not_there' },
        })
      const taken = childDn(dialect.naming, 'taken', directory.usersBase)
      expect(await session.rename(target, taken)).toMatchObject({ state: 'drifted' })
      expect(await directory.valuesAt(target.dn, 'title')).toEqual(['Engineer'])
    })

    test('S13 follows an entry that moved', async () => {
      const { session, person, directory } = use()
      const target = await person({ title: ['Engineer'] })
      const place = directory.servicesBase
      await directory.rename(target.dn, `${cn}=moved ${target.uid}`, place)
      const outcome = await session.update(target, [delta('title', ['Engineer'], ['Lead'])])
      const dn = `${cn}=moved ${target.uid},${place}`
      expect(outcome).toMatchObject({ state: 'done', dn })
      expect(await directory.valuesAt(dn, 'title')).toEqual(['Lead'])
    })

    test('that has been made already is done', async () => {
      const { session, person } = use()
      const outcome = await session.update(await person({ title: ['Lead'] }), [
        delta('title', ['Engineer'], ['Lead']),
      ])
      expect(outcome).toMatchObject({ state: 'done' })
    })

    test('of a value among others leaves the others', async () => {
      const { session, person, directory, fresh } = use()
      const [one, two, three] = [fresh(), fresh(), fresh()]
      const target = await person({ [many]: [one, two] })
      const outcome = await session.update(target, [{ ...delta(many, [], [three]), amongOthers: true }])
      expect(outcome.state).toBe('done')
      expect((await directory.valuesAt(target.dn, many)).toSorted()).toEqual([one, two, three].toSorted())
    })

    test('of a photo, which not every server can compare, is checked and replaced', async () => {
      const { session, person } = use()
      const target = await person({ jpegPhoto: [photo(1)] })
      const photos = async () => (await session.readOne(target, ['jpegPhoto']))?.attributes.get('jpegphoto')
      expect(await photos()).toEqual([photo(1)])
      const outcome = await session.update(target, [delta('jpegPhoto', [photo(1)], [photo(2)])])
      expect(outcome).toMatchObject({ state: 'done', atomic: dialect.comparesPhotos })
      expect(await photos()).toEqual([photo(2)])
      const stale = await session.update(target, [delta('jpegPhoto', [photo(1)], [photo(3)])])
      expect(stale.state).toBe('drifted')
      expect((await session.update(target, [delta('jpegPhoto', [photo(2)], [])])).state).toBe('done')
    })

    test('S33 of a group carries no assertion, and memberOf stays right', async () => {
      const { session, person, group, directory } = use()
      const member = await person()
      const target = await group([member.dn])
      const outcome = await session.update(target, [delta('description', [], ['Crew'])])
      expect(outcome).toMatchObject({ state: 'done', atomic: false })
      expect(await directory.valuesAt(target.dn, 'description')).toEqual(['Crew'])
      const renamed = childDn(cn, `crew ${member.uid}`, directory.groupsBase)
      expect(await session.rename(target, renamed)).toMatchObject({ state: 'done', atomic: false })
      expect(await directory.valuesAt(member.dn, 'memberOf')).toEqual([renamed])
    })
  })

  describe('S31 a refused write tells code and words', () => {
    test.each([
      [
        'an attribute nobody knows',
        delta('shoeSize', [], ['44']),
        'undefined_attribute',
        dialect.codes.unknownAttribute,
      ],
      [
        'a value of the wrong syntax',
        delta('manager', [], ['not a dn']),
        'invalid_value',
        dialect.codes.wrongSyntax,
      ],
      [
        'a second value where one may be',
        delta('employeeNumber', [], ['1', '2']),
        'constraint_violation',
        dialect.codes.secondValue,
      ],
    ])('%s', async (_, wrong, code, raw) => {
      const { session, person } = use()
      const outcome = await session.update(await person(), [wrong])
      expect(outcome).toMatchObject({ state: 'refused', problem: { code } })
      expect(outcome.state === 'refused' && outcome.problem.raw).toContain(raw)
    })

    test.runIf(dialect.demandsName)('the last value that must be', async () => {
      const { session, person } = use()
      const outcome = await session.update(await person(), [delta('sn', ['Old'], [])])
      expect(outcome).toMatchObject({ state: 'refused', problem: { code: 'schema_violation' } })
      expect(outcome.state === 'refused' && outcome.problem.raw).toContain('65 ')
    })

    test.runIf(dialect.guardsUniqueness)('a value that must be unique', async () => {
      const { session, person, directory } = use()
      const one = await person({ mail: ['one@u.org'] })
      const other = await person({ mail: ['two@u.org'] })
      const outcome = await session.update(other, [delta('mail', ['two@u.org'], ['ONE@u.org'])])
      expect(outcome).toMatchObject({ state: 'refused', problem: { code: 'constraint_violation' } })
      expect(await directory.valuesAt(one.dn, 'mail')).toEqual(['one@u.org'])
      expect(await directory.valuesAt(other.dn, 'mail')).toEqual(['two@u.org'])
    })

    test('one of many in flight, and the others are done', async () => {
      const { session, person } = use()
      const targets = []
      for (let at = 0; at < 40; at++) targets.push(await person())
      const outcomes = await Promise.all(
        targets.map((target, index) =>
          session.update(target, [delta(index === 20 ? 'shoeSize' : 'title', [], ['x'])]),
        ),
      )
      expect(outcomes.filter(({ state }) => state === 'done').length).toBe(39)
      expect(outcomes[20]).toMatchObject({ state: 'refused' })
    })
  })

  test('an attribute that must not be written is left alone with the rest', async () => {
    const { session, person, directory } = use()
    const target = await person({ title: ['Engineer'] })
    const outcome = await session.update(target, [
      delta('title', ['Engineer'], ['Lead']),
      delta('memberOf', [], [`cn=x,${directory.groupsBase}`]),
    ])
    expect(outcome).toMatchObject({ state: 'refused' })
    expect(await directory.valuesAt(target.dn, 'title')).toEqual(['Engineer'])
  })
}
