import { startSlapd, type Slapd } from '@bindery/testbed'
import { childDn } from '@bindery/contract/ldap-text'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDirectory } from './open-directory.ts'
import { createPerson, delta, optionsFor, valuesAt, withSession } from './test-support.ts'
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

  test('without the right to write', async () => {
    const target = await person()
    const options = optionsFor(slapd, { bindDn: slapd.readerDn }, { bindPassword: slapd.readerPassword })
    const outcome = await withSession(options, (reader) =>
      Promise.all([reader.update(target, [delta('sn', ['Old'], ['New'])]), reader.delete(target, new Map())]),
    )
    const refusal = { state: 'refused', problem: { code: 'insufficient_access' } }
    expect(outcome).toMatchObject([refusal, refusal])
    expect(await valuesOf(target.dn, 'sn')).toEqual(['Old'])
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
