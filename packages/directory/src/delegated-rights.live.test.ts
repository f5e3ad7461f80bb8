import { childDn } from '@bindery/contract/ldap-text'
import { startSamba, type Samba } from '@bindery/testbed'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDirectory } from './open-directory.ts'
import { created } from './suite/directory-fixture.ts'
import { delta, optionsFor, readAll, valuesAt } from './test-support.ts'
import type { DirectorySession } from './types.ts'

// Samba runs as root only.
describe.runIf(process.getuid?.() === 0)('the bind account of the docs', () => {
  let samba: Samba
  let session: DirectorySession
  beforeAll(async () => {
    samba = await startSamba()
    session = await openDirectory({
      ...optionsFor(samba, { urls: [samba.ldapsUrl], caBundle: samba.caPem, bindDn: samba.serviceName }),
      bindPassword: samba.servicePassword,
    })
  })
  afterAll(async () => {
    await session?.close()
    await samba?.stop()
  })
  const done = { state: 'done' }
  const user = (name: string) =>
    created(session, childDn('CN', name, samba.usersBase), { objectClass: ['user'], sAMAccountName: [name] })

  test('may do to people and groups whatever a sync does', async () => {
    await samba.modify(`dn: OU=away,${samba.usersBase}\nobjectClass: organizationalUnit\n\n`)
    const away = `OU=away,${samba.usersBase}`
    const one = await user('one')
    const [status] = await valuesAt(samba, one.dn, 'userAccountControl')
    const changes = [delta('title', [], ['Lead']), delta('userAccountControl', [status ?? ''], ['514'])]
    expect(await session.update(one, changes)).toMatchObject(done)
    expect(await session.rename(one, childDn('CN', 'first', samba.usersBase))).toMatchObject(done)
    const renamed = { ...one, dn: childDn('CN', 'first', samba.usersBase) }
    expect(await session.rename(renamed, childDn('CN', 'first', away))).toMatchObject(done)
    const moved = { ...one, dn: childDn('CN', 'first', away) }
    const group = await created(session, childDn('CN', 'team', samba.groupsBase), {
      objectClass: ['group'],
      sAMAccountName: ['team'],
    })
    const member = { attribute: 'member', placeholder: null }
    expect(await session.changeMembers(group, { ...member, add: [moved.dn], remove: [] })).toMatchObject(done)
    expect(await session.changeMembers(group, { ...member, add: [], remove: [moved.dn] })).toMatchObject(done)
    expect(await session.delete(group, new Map())).toMatchObject(done)
    expect(await session.delete(moved, new Map([['title', ['Lead']]]))).toMatchObject(done)
  })

  test('may do nothing elsewhere: no user beside, no member of Domain Admins', async () => {
    const refused = { state: 'refused', problem: { code: 'insufficient_access' } }
    const system = `CN=Users,${samba.suffix}`
    const values = { objectClass: ['user'], sAMAccountName: ['two'] }
    const beside = await session.create(childDn('CN', 'two', system), new Map(Object.entries(values)))
    expect(beside).toMatchObject(refused)
    const { entries } = await readAll(session, {
      bases: [{ dn: system, scope: 'subtree' }],
      filter: '(cn=Domain Admins)',
      attributes: [],
    })
    const admins = { dn: entries[0]?.dn ?? '', stableId: entries[0]?.stableId ?? '' }
    const joining = { attribute: 'member', add: [samba.serviceDn], remove: [], placeholder: null }
    expect((await session.changeMembers(admins, joining)).refusedValues?.[0]?.problem.code).toBe(
      'insufficient_access',
    )
  })

  test('is known by its DN, whichever name it is bound with', () => {
    expect(session.server.boundAs).toBe(samba.serviceDn)
  })

  test('S54 a creation whose answer was lost is adopted if it is its own, and nobody else’s', async () => {
    const dn = (name: string) => childDn('CN', name, samba.usersBase)
    const intent = (name: string) =>
      new Map([
        ['objectClass', ['user']],
        ['sAMAccountName', [name]],
        ['userAccountControl', ['514']],
      ])
    const since = await session.changeToken()
    expect(await session.adopt(dn('ours'), intent('ours'), since)).toBeNull()
    const made = await session.create(dn('ours'), intent('ours'))
    expect(await session.adopt(dn('ours'), intent('ours'), since)).toMatchObject({
      state: 'done',
      stableId: made.state === 'done' ? made.stableId : '',
    })
    await samba.modify(
      `dn: ${dn('theirs')}\nobjectClass: user\nsAMAccountName: theirs\nuserAccountControl: 514\n\n`,
    )
    expect(await session.adopt(dn('theirs'), intent('theirs'), since)).toMatchObject({ state: 'drifted' })
    expect(await session.adopt(dn('ours'), intent('other'), since)).toMatchObject({ state: 'drifted' })
  })
})
