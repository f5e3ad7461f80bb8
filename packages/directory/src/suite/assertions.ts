import { childDn } from '@bindery/contract/ldap-text'
import { describe, expect, test } from 'vitest'
import { delta } from '../test-support.ts'
import type { AttributeDelta, DirectorySession, Target, WriteOutcome } from '../types.ts'
import type { Dialect } from './dialect.ts'
import type { DirectoryFixture } from './directory-fixture.ts'
import type { Asked } from './directory-under-test.ts'

type Write = (session: DirectorySession, target: Target) => Promise<unknown>

export function describeAssertions(use: () => DirectoryFixture, dialect: Dialect): void {
  const { many, cn, naming, username } = dialect
  /** Watches a session while it is used; closes it. */
  async function watched(
    matches: (asked: Asked) => boolean,
    act: () => Promise<unknown>,
    using: (session: DirectorySession) => Promise<unknown>,
  ): Promise<unknown> {
    const session = await use().directory.watch?.(matches, act)
    if (session === undefined) throw new Error('Nobody can watch this directory')
    try {
      return await using(session)
    } finally {
      await session.close()
    }
  }

  describe.runIf(dialect.assertions)('a write whose entry is made anew after it was looked at', () => {
    const elsewhere = ({ dn }: Target) =>
      childDn(cn, `new ${dn.split(/[=,]/)[1] ?? ''}`, use().directory.servicesBase)
    const lead = delta('title', ['Engineer'], ['Lead'])
    const writes: [string, Write][] = [
      ['an update of a value', (session, target) => session.update(target, [lead])],
      ['an update where nothing was', (session, target) => session.update(target, [delta(many, [], ['+1'])])],
      ['a removal', (session, target) => session.update(target, [delta('title', ['Engineer'], [])])],
      ['a rename', (session, target) => session.rename(target, elsewhere(target))],
    ]

    test.each(writes)('S33 is drifted, and the new one is as it was: %s', async (_, write) => {
      const { directory, person } = use()
      const target = await person({ title: ['Engineer'] })
      const again = { ...dialect.somebody(target.uid), title: ['Engineer'] }
      const makeAnew = async () => {
        await directory.delete(target.dn)
        await directory.add(target.dn, again)
      }
      const outcome = await watched(
        (asked) => asked === 'write',
        makeAnew,
        (session) => write(session, target),
      )
      expect(outcome).toMatchObject({ state: 'drifted', problem: { code: 'not_there' } })
      expect(await directory.valuesAt(target.dn, 'title')).toEqual(['Engineer'])
      expect(await directory.valuesAt(target.dn, many)).toEqual([])
    })

    test('S33 goes to the entry that was meant, where that one moved meanwhile', async () => {
      const { directory, person, fresh } = use()
      const target = await person({ title: ['Engineer'] })
      const name = fresh()
      const giveAway = async () => {
        await directory.rename(target.dn, `${naming}=${name}`, directory.servicesBase)
        await directory.add(target.dn, { ...dialect.somebody(target.uid), title: ['Engineer'] })
      }
      const outcome = await watched(
        (asked) => asked === 'write',
        giveAway,
        (session) => session.update(target, [lead, delta(many, [], ['+1'])]),
      )
      const dn = `${naming}=${name},${directory.servicesBase}`
      expect(outcome).toMatchObject({ state: 'done', atomic: true, dn })
      expect(await directory.valuesAt(target.dn, 'title')).toEqual(['Engineer'])
      expect(await directory.valuesAt(dn, 'title')).toEqual(['Lead'])
    })
  })

  test.runIf(dialect.guardsUniqueness)(
    'where the unique overlay refuses true assertions, writes settle at one read and one request each',
    async () => {
      const { directory, person, fresh } = use()
      const mail = () => `${fresh()}@example.org`
      const [oldMail, engineer] = [mail(), { title: ['Engineer'] }]
      const [one, two, three] = [await person(), await person(), await person()]
      const [four, five, six] = [await person({ mail: [oldMail] }), await person(engineer), await person()]
      let asked: Asked[] = []
      const count = async (write: Promise<WriteOutcome>) => {
        asked = []
        const outcome = await write
        return [outcome.state === 'done' && outcome.atomic ? 'atomic' : outcome.state, ...asked]
      }
      const told = (request: Asked) => {
        asked.push(request)
        return false
      }
      await watched(
        told,
        () => Promise.resolve(),
        async (session) => {
          await session.schema()
          const update = (target: Target, ...deltas: AttributeDelta[]) =>
            count(session.update(target, deltas))
          const move = (target: Target) =>
            count(session.rename(target, childDn(username, fresh(), directory.usersBase)))
          const once = ['search', 'write']
          expect(await update(one, delta('mail', [], [mail()]))).toEqual(['done', ...once, ...once])
          expect(await update(two, delta('mail', [], [mail()]))).toEqual(['done', ...once])
          const lead = delta('title', [], ['Lead'])
          expect(await update(three, delta('mail', [], [mail()]), lead)).toEqual(['done', ...once])
          // The old value is held all the same, and what the overlay does not guard is asserted as before.
          expect(await update(four, delta('mail', [oldMail], [mail()]))).toEqual(['atomic', ...once])
          const mobile = delta(many, [], ['+1'])
          expect(await update(five, delta('title', ['Engineer'], ['Lead']), mobile)).toEqual([
            'atomic',
            ...once,
          ])
          expect(await move(five)).toEqual(['done', ...once, ...once])
          expect(await move(six)).toEqual(['done', ...once])
        },
      )
    },
  )
}
