import { describe, expect, test } from 'vitest'
import { moveLdif } from './ad-company.ts'
import { deleteLdif, modifyLdif } from './company.ts'
import { adGroupDn, adGroupLdif, useDomain, userDn, userLdif } from './domain.ts'
import { exchangeUsernames, round, uids } from './exchange.ts'

const users = userDn('x').slice('CN=x,'.length)
const unitLdif = (name: string) => `dn: OU=${name},${users}\nobjectClass: organizationalUnit\n\n`
const renameLdif = (dn: string, rdn: string) =>
  `dn: ${dn}\nchangetype: modrdn\nnewrdn: ${rdn}\ndeleteoldrdn: 1\n\n`
const named = (cn: string, username: string) =>
  modifyLdif(userDn(cn), 'replace: sAMAccountName', `sAMAccountName: ${username}`)

// Samba runs as root only.
describe.runIf(process.getuid?.() === 0)('who is who in Active Directory', () => {
  const { server, company, change, values } = useDomain()

  test('S13 moved, renamed, its name or account name in other case: the same accounts, memberships intact', async () => {
    const names = ['ada', 'bo', 'cy', 'di']
    const lab = await company([
      unitLdif('oslo'),
      ...names.map((name) => userLdif(name)),
      adGroupLdif('staff', names),
    ])
    await lab.sync()
    const ids = async () => (await lab.everybody()).map(({ id }) => id).toSorted()
    const before = await ids()
    await change(
      moveLdif(userDn('ada'), 'CN=ada', `OU=oslo,${users}`),
      renameLdif(userDn('bo'), 'CN=Bo Berg'),
      renameLdif(userDn('cy'), 'CN=CY'),
      named('di', 'DI'),
    )
    const { changes, proposals, run } = await lab.sync()
    expect(run.state).toBe('succeeded')
    expect(
      proposals
        .filter(({ kind }) => kind === 'move')
        .map(({ side, name, reason }) => [side, name, reason])
        .toSorted(),
    ).toEqual([
      ['accounts', 'ada', 'moved_in_directory'],
      ['accounts', 'bo', 'renamed_in_directory'],
      ['accounts', 'cy', 'renamed_in_directory'],
    ])
    expect(changes.some(({ kind }) => ['create', 'hold', 'unlink', 'members'].includes(kind))).toBe(false)
    expect(await ids()).toEqual(before)
    expect(await lab.members('staff')).toEqual(['DI', 'ada', 'bo', 'cy'])
    expect((await lab.person('ada')).links[0]?.dn).toBe(`CN=ada,OU=oslo,${users}`)
    expect((await lab.preview()).proposals).toEqual([])
  })

  test('S14 names with every special character are read, written to, and stay in their groups', async () => {
    const odd = [
      String.raw`CN=Doe\, John`,
      String.raw`CN=Mira \+ Co`,
      String.raw`CN=\#1 Priya`,
      String.raw`CN=\ Tomás\ `,
      'CN=雅美',
      String.raw`CN=Q \"x\" \; \<y\> \\`,
    ].map((rdn) => `${rdn},${users}`)
    const names = odd.map((_, index) => `p${index + 1}`)
    const lab = await company([
      ...odd.map((dn, index) => userLdif(names[index] ?? '', {}, dn)),
      adGroupLdif('odd', odd),
    ])
    expect((await lab.sync()).run.state).toBe('succeeded')
    expect(await lab.members('odd')).toEqual(names)
    for (const name of names) await lab.editPerson(name, { title: `Title, of + ${name}` })
    await lab.editMembers('odd', { remove: ['p1'] })
    await lab.addPerson({ username: 'p7', email: 'p7@example.org', displayName: 'Ng, #7 +é' })
    await lab.editMembers('odd', { add: ['p7'] })
    const { operations } = await lab.sync()
    expect(operations.filter(({ state }) => state !== 'done')).toEqual([])
    for (const [index, dn] of odd.entries())
      expect(await values(dn, 'title')).toEqual([`Title, of + p${index + 1}`])
    expect((await values(adGroupDn('odd'), 'member')).length).toBe(6)
    expect((await lab.preview()).proposals).toEqual([])
  })

  test('S15 deleted and made again with the same account name is somebody else: a conflict, never a takeover', async () => {
    const lab = await company([userLdif('ada', { title: ['Analyst'] }), userLdif('bo')])
    await lab.sync()
    const linked = (await lab.person('ada')).links[0]?.stableId
    await change(deleteLdif(userDn('ada')), userLdif('ada', { title: ['Impostor'], mail: ['x@example.org'] }))
    const rows = (await lab.sync()).changes.filter(({ name }) => name === 'ada')
    expect(rows.some(({ kind, applicable }) => kind === 'conflict' && !applicable)).toBe(true)
    expect(rows.some(({ kind }) => ['update', 'link', 'create', 'release'].includes(kind))).toBe(false)
    const ada = await lab.person('ada')
    expect(ada).toMatchObject({ title: 'Analyst', email: 'ada@example.org', active: true })
    expect(ada.links.map(({ stableId }) => stableId)).toEqual([linked])
  })

  test('S16 the same account name in other case but another person is a conflict: no link, no groups', async () => {
    const lab = await company([userLdif('ada', { employeeNumber: ['1'] }), adGroupLdif('staff', ['ada'])])
    await lab.addPerson({ username: 'ADA', email: 'other@example.org', employeeNumber: '2' })
    const { changes } = await lab.sync()
    expect(changes.find(({ kind }) => kind === 'conflict')).toMatchObject({ applicable: false })
    expect(await lab.person('ADA')).toMatchObject({ badge: 'local', email: 'other@example.org', groups: [] })
    expect(await lab.members('staff')).toEqual([])
    expect(await values(adGroupDn('staff'), 'member')).toEqual([userDn('ada')])
  })

  test('S17 a mail that two users share makes only those two conflict', async () => {
    const desk = { mail: ['desk@example.org'] }
    const lab = await company([userLdif('ada', desk), userLdif('bo', desk), userLdif('cy')], ({ policy }) => {
      policy.direction = 'directory_to_accounts'
    })
    await lab.addPerson({ username: 'desk', email: 'desk@example.org' })
    const { changes } = await lab.sync()
    expect(changes.map(({ name, kind }) => [name, kind]).toSorted()).toEqual([
      ['ada', 'conflict'],
      ['bo', 'conflict'],
      ['cy', 'create'],
    ])
    expect((await lab.person('desk')).badge).toBe('local')
  })

  test('S18 two users swap account names there: the accounts end right, in one run', async () => {
    const lab = await company([userLdif('ada'), userLdif('bo')])
    await lab.sync()
    await change(named('ada', 'passing'), named('bo', 'ada'), named('ada', 'bo'))
    const { operations } = await lab.sync()
    expect(operations.filter(({ state }) => state !== 'done')).toEqual([])
    expect((await lab.everybody()).map(({ username, email }) => [username, email])).toEqual([
      ['ada', 'bo@example.org'],
      ['bo', 'ada@example.org'],
    ])
    expect((await lab.preview()).proposals).toEqual([])
  })

  test('S18 accounts exchange usernames: users exchange account names, in one run, which can be undone', async () => {
    const lab = await company([...uids.map((uid) => userLdif(uid)), adGroupLdif('staff', uids)])
    const accountNames = async () =>
      Object.fromEntries(
        await Promise.all(uids.map(async (uid) => [uid, (await values(userDn(uid), 'sAMAccountName'))[0]])),
      ) as Record<string, string>
    await lab.sync()
    await exchangeUsernames(lab)
    await lab.editPerson('bo', { title: 'Boss' })
    const { run, operations } = await lab.sync({ approve: true })
    expect(operations.filter(({ state }) => state !== 'done')).toEqual([])
    expect(
      operations.filter(({ effect }) => effect.includes('by way of sAMAccountName=moving-')),
    ).toHaveLength(2)
    expect(await accountNames()).toEqual(round)
    expect(await values(userDn('ada'), 'title')).toEqual(['Boss'])
    expect((await lab.preview()).proposals).toEqual([])
    const { planId } = await lab.verbs.undoRun({ ...lab.call, params: { id: run.id } })
    const back = await lab.ready(planId)
    expect((await lab.apply(back.plan, { approve: true })).run.state).toBe('succeeded')
    expect(await accountNames()).toEqual(Object.fromEntries(uids.map((uid) => [uid, uid])))
    expect(await values(userDn('ada'), 'title')).toEqual([])
  })

  test('S18 the LDIF of exchanged account names does the same', async () => {
    const lab = await company(uids.map((uid) => userLdif(uid)))
    await lab.sync()
    await exchangeUsernames(lab)
    const { plan } = await lab.preview()
    const params = { id: plan.id }
    const file = await lab.verbs.exportPlan({ ...lab.call, params, query: { format: 'ldif' } })
    await change(...(await Array.fromAsync(file.content)))
    const found = await Promise.all(uids.map((uid) => values(userDn(uid), 'sAMAccountName')))
    expect(found.flat()).toEqual(Object.values(round))
  })

  test('S52 the default push into empty units works: no result at all is no alarm without links', async () => {
    const lab = await company([], ({ policy }) => {
      policy.direction = 'accounts_to_directory'
    })
    await lab.addPerson({ username: 'ada', email: 'ada@example.org', phone: '+1' })
    await lab.addPerson({ username: 'bo', email: 'bo@example.org' })
    await lab.addGroup('staff')
    await lab.addGroup('nobody')
    await lab.editMembers('staff', { add: ['ada', 'bo'] })
    const { plan, run } = await lab.sync()
    expect(plan.guard).toMatchObject({ verdict: 'within', stops: [] })
    expect(run.state).toBe('succeeded')
    const accountNames = await server().search(['-b', users, '(objectClass=user)', 'sAMAccountName'])
    expect(accountNames.flatMap(({ attributes }) => attributes['sAMAccountName'] ?? []).toSorted()).toEqual([
      'ada',
      'bo',
    ])
    expect((await values(adGroupDn('staff'), 'member')).length).toBe(2)
    expect(await values(adGroupDn('nobody'), 'member')).toEqual([])
    expect((await lab.preview()).proposals).toEqual([])
  })
})
