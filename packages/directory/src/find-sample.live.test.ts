import { defaultSettings } from '@bindery/contract'
import { startSlapd, type Slapd } from '@bindery/testbed'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDirectory } from './open-directory.ts'
import { findSample } from './probe/find-sample.ts'
import { optionsFor } from './test-support.ts'
import type { DirectorySession } from './types.ts'

let slapd: Slapd
let session: DirectorySession

beforeAll(async () => {
  slapd = await startSlapd({ load: 'sample' })
  await slapd.modify(
    `dn: uid=aa.secret,${slapd.usersBase}\nobjectClass: inetOrgPerson\nuid: aa.secret\ncn: Secret\nsn: S\nuserPassword: hidden\n`,
  )
  session = await openDirectory(optionsFor(slapd))
})
afterAll(async () => {
  await session.close()
  await slapd.stop()
})
const find = (text: string) => findSample(session, defaultSettings(), text)

describe('a sample person', () => {
  test.each(['john.doe', 'JOHN.D', 'Doe, John', 'john.doe@example.org'])('is found by %s', async (text) => {
    expect((await find(text))?.attributes.get('uid')).toEqual(['john.doe'])
  })

  test('is found by DN, written in another way', async () => {
    const dn = (await find('john.doe'))?.dn ?? ''
    expect(dn).toContain('\\')
    expect((await find(dn.toUpperCase()))?.dn).toBe(dn)
    expect(await find('uid=nobody,dc=example,dc=org')).toBe(null)
  })

  test('is the first of all for an empty text', async () => {
    expect((await find(''))?.attributes.get('objectclass')).toContain('inetOrgPerson')
  })

  test('never has secrets', async () => {
    const entry = await find('aa.secret')
    expect([...(entry?.attributes.keys() ?? [])]).toContain('sn')
    expect([...(entry?.attributes.keys() ?? [])]).not.toContain('userpassword')
  })

  test.each(['*', '*)(uid=*', ')(|(uid=*', '\0', '\\', '=', 'x=*,dc=example,dc=org'])(
    'S41 %j injects nothing',
    async (text) => {
      expect(await find(text)).toBe(null)
    },
  )
})
