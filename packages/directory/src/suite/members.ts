import { describe, expect, test } from 'vitest'
import type { MemberDelta } from '../types.ts'
import type { Dialect } from './dialect.ts'
import type { DirectoryFixture } from './directory-fixture.ts'

export function describeMembers(use: () => DirectoryFixture, dialect: Dialect): void {
  const { member, demandsMember } = dialect
  const delta = (
    add: readonly string[],
    remove: readonly string[],
    placeholder: string | null = demandsMember ? '' : null,
  ) => ({ attribute: member, add, remove, placeholder }) satisfies MemberDelta
  const people = async (count: number) => {
    const dns: string[] = []
    for (let at = 0; at < count; at++) dns.push((await use().person()).dn)
    return dns
  }
  const members = async (dn: string) => (await use().directory.valuesAt(dn, member)).toSorted()

  describe('members', () => {
    test('S26 the last one leaves: the group stays, where it must have one with a placeholder that goes when a member comes', async () => {
      const { session, directory, group } = use()
      const [one = '', other = ''] = await people(2)
      const target = await group([one])
      const left = await session.changeMembers(target, delta([], [one]))
      expect(left).toMatchObject({ state: 'done', refusedValues: [] })
      expect(await members(target.dn)).toEqual(demandsMember ? [''] : [])
      expect(await directory.valuesAt(one, 'memberOf')).toEqual([])
      expect(await session.changeMembers(target, delta([other], []))).toMatchObject({ state: 'done' })
      expect(await members(target.dn)).toEqual([other])
      expect(await directory.valuesAt(other, 'memberOf')).toEqual([target.dn])
    })

    test.runIf(demandsMember)(
      'S26 where no placeholder is allowed the removal is refused with the server’s words',
      async () => {
        const { session, group } = use()
        const [one = ''] = await people(1)
        const target = await group([one])
        const outcome = await session.changeMembers(target, delta([], [one], null))
        expect(outcome).toMatchObject({ state: 'refused', problem: { code: 'schema_violation' } })
        expect(await members(target.dn)).toEqual([one])
      },
    )

    test('come before others go: the only member is exchanged without a placeholder', async () => {
      const { session, group } = use()
      const [one = '', other = ''] = await people(2)
      const target = await group([one])
      const outcome = await session.changeMembers(target, delta([other], [one], null))
      expect(outcome).toMatchObject({ state: 'done', atomic: true, refusedValues: [] })
      expect(await members(target.dn)).toEqual([other])
    })

    test('that are there already and gone already are so', async () => {
      const { session, group } = use()
      const [one = '', two = '', three = ''] = await people(3)
      const target = await group([one, two])
      const nobody = `cn=nobody,${use().directory.suffix}`
      const gone = [one, nobody]
      const outcome = await session.changeMembers(target, delta([two, three], gone))
      expect(outcome).toMatchObject({ state: 'done', refusedValues: [] })
      expect(outcome.alreadySo).toEqual([two, nobody])
      expect(await members(target.dn)).toEqual([two, three].toSorted())
    })

    test('S14 are compared as names: case, spaces and escapes do not make another', async () => {
      const { session, group } = use()
      const [one = '', two = ''] = await people(2)
      const target = await group([one, two])
      const odd = one.toUpperCase().replaceAll(',', ' , ')
      expect(await session.changeMembers(target, delta([], [odd]))).toMatchObject({ state: 'done' })
      expect(await members(target.dn)).toEqual([two])
    })

    test('S31 refused values are found and told; the others are written', async () => {
      const { session, group } = use()
      const all = await people(20)
      const target = await group(demandsMember ? [''] : [])
      const wrong = ['not a dn', 'also, wrong']
      const values = [...all.slice(0, 10), 'not a dn', ...all.slice(10), 'also, wrong']
      const outcome = await session.changeMembers(target, delta(values, []))
      expect(outcome.state).toBe('done')
      expect(outcome.refusedValues?.map(({ value }) => value)).toEqual(wrong)
      expect(outcome.refusedValues?.[0]?.problem).toMatchObject({ code: 'invalid_value' })
      expect(await members(target.dn)).toEqual(all.toSorted())
    })

    test('S33 of a group that was re-created at the same DN are not written', async () => {
      const { session, directory, group } = use()
      const [one = '', two = ''] = await people(2)
      const target = await group([one])
      await directory.delete(target.dn)
      await directory.add(target.dn, { objectClass: [dialect.groupClass], [member]: [one] })
      expect(await session.changeMembers(target, delta([two], [one]))).toMatchObject({ state: 'drifted' })
      expect(await members(target.dn)).toEqual([one])
    })

    test('S13 of a group that was renamed are', async () => {
      const { session, directory, group, fresh } = use()
      const [one = '', two = ''] = await people(2)
      const target = await group([one])
      const name = fresh()
      await directory.rename(target.dn, `${dialect.cn}=${name}`)
      const outcome = await session.changeMembers(target, delta([two], []))
      const dn = `${dialect.cn}=${name},${directory.groupsBase}`
      expect(outcome).toMatchObject({ state: 'done', dn })
      expect(await directory.valuesAt(two, 'memberOf')).toEqual([dn])
    })
  })
}
