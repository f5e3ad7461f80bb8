import { describe, expect, test } from 'vitest'
import { deleteLdif, modifyLdif } from './company.ts'
import { useDomain, userDn, userLdif } from './domain.ts'

// Samba runs as root only.
describe.runIf(process.getuid?.() === 0)('the status of a user in Active Directory', () => {
  const { company, change, values } = useDomain()
  const flags = async (name: string) => (await values(userDn(name), 'userAccountControl'))[0]
  const setFlags = (name: string, value: string) =>
    change(modifyLdif(userDn(name), 'replace: userAccountControl', `userAccountControl: ${value}`))

  test('S34 disabled there is disabled here, and back; nobody is removed for it', async () => {
    const lab = await company([userLdif('ada', { userAccountControl: ['66048'] }), userLdif('bo')])
    await lab.sync()
    expect((await lab.person('ada')).active).toBe(true)
    await setFlags('ada', '66050')
    const off = await lab.sync()
    expect(off.proposals.map(({ side, kind, name }) => [side, kind, name])).toEqual([
      ['accounts', 'disable', 'ada'],
    ])
    expect((await lab.person('ada')).active).toBe(false)
    expect((await lab.preview()).proposals).toEqual([])
    await setFlags('ada', '66048')
    const on = await lab.sync()
    expect(on.proposals.map(({ side, kind, name }) => [side, kind, name])).toEqual([
      ['accounts', 'enable', 'ada'],
    ])
    expect((await lab.person('ada')).active).toBe(true)
    expect((await lab.preview()).proposals).toEqual([])
  })

  test('S34 disabled here sets the one bit there, and back; the others stay', async () => {
    const lab = await company([userLdif('ada', { userAccountControl: ['66048'] })])
    await lab.sync()
    await lab.editPerson('ada', { active: false })
    const off = await lab.sync()
    expect(off.proposals.map(({ side, kind }) => [side, kind])).toEqual([['directory', 'disable']])
    expect(await flags('ada')).toBe('66050')
    expect((await lab.preview()).proposals).toEqual([])
    await lab.editPerson('ada', { active: true })
    await lab.sync()
    expect(await flags('ada')).toBe('66048')
    expect((await lab.preview()).proposals).toEqual([])
  })

  test('S24 S34 a new user is disabled without disabling the account, until somebody enables it there', async () => {
    const lab = await company([])
    await lab.addPerson({ username: 'ada', email: 'ada@example.org' })
    await lab.addPerson({ username: 'bo', email: 'bo@example.org', active: false })
    await lab.sync()
    expect([await flags('ada'), await flags('bo')]).toEqual(['514', '514'])
    expect((await lab.preview()).proposals).toEqual([])
    expect([(await lab.person('ada')).active, (await lab.person('bo')).active]).toEqual([true, false])
    await setFlags('ada', '512')
    await lab.sync()
    expect((await lab.person('ada')).active).toBe(true)
    await setFlags('ada', '514')
    const { proposals } = await lab.sync()
    expect(proposals.map(({ side, kind, name }) => [side, kind, name])).toEqual([
      ['accounts', 'disable', 'ada'],
    ])
    expect((await lab.person('ada')).active).toBe(false)
  })

  test('a new user whose account is disabled and enabled again is enabled', async () => {
    const lab = await company([])
    await lab.addPerson({ username: 'ada', email: 'ada@example.org' })
    await lab.sync()
    await lab.editPerson('ada', { active: false })
    await lab.sync()
    expect(await flags('ada')).toBe('514')
    await lab.editPerson('ada', { active: true })
    await lab.sync()
    expect(await flags('ada')).toBe('512')
    expect((await lab.preview()).proposals).toEqual([])
  })

  test('S34 whoever is deleted here is disabled there; whoever is gone there is held here', async () => {
    const others = Array.from({ length: 9 }, (_, index) => userLdif(`other${index}`))
    const lab = await company([userLdif('ada'), userLdif('bo'), ...others])
    await lab.sync()
    await lab.deletePerson('ada')
    await change(deleteLdif(userDn('bo')))
    const { proposals } = await lab.sync()
    expect(proposals.map(({ side, kind, name }) => [side, kind, name])).toEqual(
      expect.arrayContaining([
        ['directory', 'disable', 'ada'],
        ['accounts', 'hold', 'bo'],
      ]),
    )
    expect(await flags('ada')).toBe('514')
    expect((await lab.person('bo')).active).toBe(true)
  })

  test('S37 undo of a disabling gives back the flags that were there', async () => {
    const lab = await company([userLdif('ada', { userAccountControl: ['66048'] })])
    await lab.sync()
    await lab.editPerson('ada', { active: false })
    const { run } = await lab.sync()
    const { planId } = await lab.verbs.undoRun({ ...lab.call, params: { id: run.id } })
    const { plan } = await lab.ready(planId)
    await lab.apply(plan)
    expect(await flags('ada')).toBe('66048')
  })

  test('S37 undo of a disabling enables nobody whose account was deleted since', async () => {
    const others = Array.from({ length: 9 }, (_, index) => userLdif(`other${index}`))
    const lab = await company([userLdif('ada'), ...others])
    await lab.sync()
    await lab.editPerson('ada', { active: false })
    const { run } = await lab.sync()
    await lab.deletePerson('ada')
    const { planId } = await lab.verbs.undoRun({ ...lab.call, params: { id: run.id } })
    const { proposals, changes } = await lab.ready(planId)
    expect(proposals).toEqual([])
    expect(changes.find(({ side }) => side === 'directory')).toMatchObject({
      kind: 'withheld',
      reason: 'withheld_cannot_undo',
      why: expect.stringMatching(/deleted since/) as string,
    })
  })

  test('whoever needs no password there is not enabled, and the plan says why', async () => {
    const lab = await company([userLdif('ada', { userAccountControl: ['546'] })])
    await lab.addPerson({ username: 'ada', email: 'ada@example.org' })
    const { changes, plan } = await lab.preview()
    const status = changes.filter(({ reason }) => reason === 'withheld_no_password')
    expect(status.map(({ side, kind, applicable }) => [side, kind, applicable])).toEqual([
      ['directory', 'withheld', false],
    ])
    await lab.apply(plan)
    expect(await flags('ada')).toBe('546')
    expect((await lab.person('ada')).active).toBe(true)
  })
})
