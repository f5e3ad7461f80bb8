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
})
