import { startSlapd, type Slapd } from '@bindery/testbed'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDirectory } from './open-directory.ts'
import { createPerson, delta, optionsFor, valuesAt } from './test-support.ts'
import type { DirectorySession } from './types.ts'

let slapd: Slapd
let session: DirectorySession

beforeAll(async () => {
  slapd = await startSlapd({ unique: ['uid', 'mail'] })
  session = await openDirectory(optionsFor(slapd))
})
afterAll(async () => {
  await session.close()
  await slapd.stop()
})

test('S33 a failed login in between is not drift', async () => {
  const target = await createPerson(session, slapd.usersBase, 'w', {
    title: ['Engineer'],
    userPassword: ['right'],
  })
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

test('S33 a failed login before a deletion is not drift', async () => {
  const target = await createPerson(session, slapd.usersBase, 'v', {
    title: ['Engineer'],
    userPassword: ['right'],
  })
  expect(await slapd.canBind(target.dn, 'wrong')).toBe(false)
  expect(await session.delete(target, new Map([['title', ['Engineer']]]))).toMatchObject({ state: 'done' })
  expect(await valuesAt(slapd, target.dn, 'cn')).toEqual([])
})
