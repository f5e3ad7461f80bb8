import { describe, expect, test } from 'vitest'
import { modifyLdif } from './company.ts'
import { adGroupDn, adGroupLdif, useDomain, userDn, userLdif } from './domain.ts'

// Samba runs as root only.
describe.runIf(process.getuid?.() === 0)('groups in Active Directory', () => {
  const { company, change, values } = useDomain()
  const members = (name: string) => values(adGroupDn(name), 'member')

  test('S26 the last member leaves, first here, then there: the group stays on both sides', async () => {
    const lab = await company([userLdif('ada'), adGroupLdif('staff', ['ada']), adGroupLdif('duo', ['ada'])])
    await lab.sync()
    await lab.editMembers('staff', { remove: ['ada'] })
    await change(modifyLdif(adGroupDn('duo'), 'delete: member', `member: ${userDn('ada')}`))
    expect((await lab.sync()).run.state).toBe('succeeded')
    expect([await members('staff'), await values(adGroupDn('staff'), 'cn')]).toEqual([[], ['staff']])
    expect([await lab.members('staff'), await lab.members('duo')]).toEqual([[], []])
    expect((await lab.preview()).proposals).toEqual([])
  })

  test('S28 everybody reachable is in the group once, a circle ends, and nothing is written to the domain', async () => {
    const lab = await company([
      ...['ada', 'bo', 'cy'].map((name) => userLdif(name)),
      adGroupLdif('all', ['ada']),
      adGroupLdif('engineering', ['bo', adGroupDn('all')]),
      adGroupLdif('backend', ['ada', 'cy', adGroupDn('engineering')]),
      modifyLdif(adGroupDn('all'), 'add: member', `member: ${adGroupDn('backend')}`),
    ])
    const { changes } = await lab.sync()
    for (const name of ['all', 'engineering', 'backend'])
      expect(await lab.members(name)).toEqual(['ada', 'bo', 'cy'])
    expect(changes.filter(({ side }) => side === 'directory')).toEqual([])
    expect((await lab.preview()).changes).toEqual([])
  })

  test('S29 a group renamed there, with new members there and here: one group, everybody in it', async () => {
    const names = ['ada', 'bo', 'cy']
    const lab = await company([...names.map((name) => userLdif(name)), adGroupLdif('staff', ['ada'])])
    await lab.sync()
    const { id } = await lab.group('staff')
    await change(
      `dn: ${adGroupDn('staff')}\nchangetype: modrdn\nnewrdn: CN=crew\ndeleteoldrdn: 1\n\n`,
      modifyLdif(adGroupDn('crew'), 'add: member', `member: ${userDn('bo')}`),
    )
    await lab.editMembers('staff', { add: ['cy'] })
    expect((await lab.sync()).run.state).toBe('succeeded')
    expect(await lab.group('crew')).toMatchObject({ id, badge: 'linked' })
    expect(await lab.members('crew')).toEqual(names)
    expect((await members('crew')).toSorted()).toEqual(names.map(userDn))
    expect((await lab.preview()).proposals).toEqual([])
  })
})
