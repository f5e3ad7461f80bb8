import { describe, expect, test } from 'vitest'
import { modifyLdif } from './company.ts'
import { adGroupDn, adGroupLdif, useDomain, userDn, userLdif } from './domain.ts'

// Samba runs as root only.
describe.runIf(process.getuid?.() === 0)('changes of people and groups in a domain', () => {
  const { server, company, change, values } = useDomain()

  test('a value that is cleared on one side is deleted on the other', async () => {
    const lab = await company([
      userLdif('ada', { title: ['Engineer'], department: ['Optics'] }),
      userLdif('bo', { title: ['Engineer'] }),
    ])
    await lab.sync()
    await lab.editPerson('ada', { title: '' })
    await change(modifyLdif(userDn('bo'), 'delete: title'))
    await lab.sync()
    expect(await values(userDn('ada'), 'title')).toEqual([])
    expect(await values(userDn('ada'), 'department')).toEqual(['Optics'])
    expect((await lab.person('bo')).title).toBe('')
    expect((await lab.preview()).proposals).toEqual([])
  })

  test('S24 a new group gets an account name, and its members by value, both ways', async () => {
    const lab = await company([userLdif('ada'), userLdif('bo'), adGroupLdif('ops', ['ada'])])
    await lab.sync()
    await lab.addGroup('Friends, Family')
    await lab.editMembers('Friends, Family', { add: ['ada', 'bo'] })
    await lab.editMembers('ops', { add: ['bo'] })
    await lab.sync()
    const dn = adGroupDn('Friends\\, Family')
    expect((await values(dn, 'member')).toSorted()).toEqual([userDn('ada'), userDn('bo')])
    expect(await values(adGroupDn('ops'), 'member')).toContain(userDn('bo'))
    expect((await lab.preview()).proposals).toEqual([])
    await change(modifyLdif(dn, 'delete: member', `member: ${userDn('ada')}`))
    await lab.editMembers('ops', { remove: ['ada'] })
    const { proposals } = await lab.sync()
    expect(proposals.map(({ side, kind, members }) => [side, kind, members?.removed])).toEqual(
      expect.arrayContaining([
        ['accounts', 'members', 1],
        ['directory', 'members', 1],
      ]),
    )
    expect(await lab.members('Friends, Family')).toEqual(['bo'])
    expect(await values(adGroupDn('ops'), 'member')).toEqual([userDn('bo')])
    expect(await values(dn, 'sAMAccountName')).toEqual(['Friends_ Family'])
  })

  test('S13 a user who moved to another unit there is the same account, and is written to where they are', async () => {
    await change(`dn: OU=away,${server().usersBase}\nobjectClass: organizationalUnit\n\n`)
    const lab = await company([userLdif('ada'), adGroupLdif('ops', ['ada'])])
    await lab.sync()
    const before = await lab.person('ada')
    await change(
      `dn: ${userDn('ada')}\nchangetype: modrdn\nnewrdn: CN=Ada Doe\ndeleteoldrdn: 1\nnewsuperior: OU=away,${server().usersBase}\n\n`,
    )
    await lab.editPerson('ada', { title: 'Lead' })
    const { proposals } = await lab.sync()
    expect(proposals.map(({ side, kind }) => [side, kind])).toEqual([
      ['accounts', 'move'],
      ['directory', 'update'],
    ])
    expect((await lab.person('ada')).id).toBe(before.id)
    expect(await values(`CN=Ada Doe,OU=away,${server().usersBase}`, 'title')).toEqual(['Lead'])
    expect(await lab.members('ops')).toEqual(['ada'])
    expect((await lab.preview()).proposals).toEqual([])
  })

  test('S37 what a run created is deleted by its undo', async () => {
    const lab = await company([])
    await lab.addPerson({ username: 'ada', email: 'ada@example.org', displayName: 'Ada #1 = "x", y' })
    const { run } = await lab.sync()
    const dn = userDn('Ada #1 \\= \\"x\\"\\, y')
    expect(await values(dn, 'sAMAccountName')).toEqual(['ada'])
    const { planId } = await lab.verbs.undoRun({ ...lab.call, params: { id: run.id } })
    const { plan, proposals } = await lab.ready(planId)
    expect(proposals.map(({ side, kind }) => [side, kind])).toEqual([['directory', 'delete']])
    const undone = await lab.apply(plan)
    expect(undone.run.state).toBe('succeeded')
    expect(await values(dn, 'sAMAccountName')).toEqual([])
  })

  test('of two new people of one name one is created, and the plan says what to do about the other', async () => {
    const lab = await company([])
    for (const username of ['anna.one', 'anna.two'])
      await lab.addPerson({ username, email: `${username}@example.org`, displayName: 'Anna Berg' })
    const { changes, run } = await lab.sync()
    expect(run.state).toBe('succeeded')
    const skipped = changes.filter(({ kind }) => kind === 'skipped')
    expect(skipped.map(({ name, reason }) => [name, reason])).toEqual([['anna.two', 'skipped_name_taken']])
    expect(skipped[0]?.why).toContain('it comes from the display name')
    expect(await values(userDn('Anna Berg'), 'sAMAccountName')).toEqual(['anna.one'])
  })
})
