import { describe, expect, test } from 'vitest'
import { deleteLdif, modifyLdif } from './company.ts'
import { adGroupDn, adGroupLdif, useDomain, userDn, userLdif } from './domain.ts'

const names = Array.from({ length: 12 }, (_, index) => `user${index}`)
const title = (name: string, value: string) => modifyLdif(userDn(name), 'replace: title', `title: ${value}`)

// Samba runs as root only.
describe.runIf(process.getuid?.() === 0)('writing to a domain', () => {
  const { server, company, change, values } = useDomain()
  const everyone = () => names.map((name) => userLdif(name, { title: ['Old'] }))

  test('S31 the domain refuses one write of many: the others are done, and it is proposed again', async () => {
    const lab = await company(everyone())
    await lab.sync()
    for (const name of names)
      await lab.editPerson(name, { title: name === 'user5' ? 'x'.repeat(300) : 'New' })
    const { run, operations } = await lab.sync()
    expect(run.outcome).toMatchObject({ done: 11, refused: 1 })
    const refused = operations.find(({ state }) => state === 'refused')
    expect(refused).toMatchObject({ name: 'user5', failure: { code: 'invalid_value' } })
    expect(refused?.failure?.raw).toContain('title')
    expect(await values(userDn('user4'), 'title')).toEqual(['New'])
    expect(await values(userDn('user5'), 'title')).toEqual(['Old'])
    expect((await lab.preview()).proposals.map(({ name }) => name)).toEqual(['user5'])
  })

  test('S33 what changed between preview and apply is skipped as drifted; the rest is written', async () => {
    const lab = await company([...everyone(), adGroupLdif('ops', names)])
    await lab.sync()
    for (const name of ['user0', 'user1', 'user2']) await lab.editPerson(name, { title: 'New' })
    await lab.editMembers('ops', { remove: ['user3'] })
    const { plan } = await lab.preview()
    await change(title('user0', 'Theirs'))
    // Another person of the same name and values.
    await change(deleteLdif(userDn('user1')), userLdif('user1', { title: ['Old'] }))
    expect(await server().canBind(`user2@${server().domain}`, 'a wrong password')).toBe(false)
    const { operations } = await lab.apply(plan)
    const stateOf = (name: string) =>
      operations.find((one) => one.name === name && one.side === 'directory')?.state
    expect(['user0', 'user1', 'user2', 'ops'].map(stateOf)).toEqual(['drifted', 'drifted', 'done', 'done'])
    expect(await values(userDn('user0'), 'title')).toEqual(['Theirs'])
    expect(await values(userDn('user1'), 'title')).toEqual(['Old'])
    expect(await values(adGroupDn('ops'), 'member')).not.toContain(userDn('user3'))
    expect(await values(userDn('user4'), 'memberOf')).toEqual([adGroupDn('ops')])
  })

  test('S35 the bind account, known by its user principal name, and listed users are not disabled', async () => {
    const services = server().serviceDn.replace(/^CN=[^,]+,/, '')
    await change(modifyLdif(server().serviceDn, 'replace: mail', 'mail: bindery@example.org'))
    const lab = await company(everyone(), (settings) => {
      settings.people.bases.push({ dn: services, scope: 'subtree' })
      settings.policy.protectedDns = [userDn('user7').toUpperCase()]
    })
    await lab.sync()
    for (const name of ['bindery', 'user7', 'user8']) await lab.editPerson(name, { active: false })
    const { changes, proposals } = await lab.sync()
    expect(proposals.map(({ kind, name }) => [kind, name])).toEqual([['disable', 'user8']])
    const kept = changes.filter(({ reason }) => reason === 'withheld_protected')
    expect(kept.map(({ name }) => name).toSorted()).toEqual(['bindery', 'user7'])
    expect(await values(server().serviceDn, 'userAccountControl')).toEqual(['66048'])
    expect(await values(userDn('user7'), 'userAccountControl')).toEqual(['512'])
  })

  test('S48 a hold is never pushed as a disable, and who was disabled meanwhile stays so when it ends', async () => {
    const lab = await company(everyone())
    await lab.sync()
    const away = (name: string) => `CN=${name},${server().groupsBase}`
    const move = (from: string, name: string, to: string) =>
      change(`dn: ${from}\nchangetype: modrdn\nnewrdn: CN=${name}\ndeleteoldrdn: 1\nnewsuperior: ${to}\n\n`)
    await move(userDn('user9'), 'user9', server().groupsBase)
    await lab.sync({ approve: false })
    expect(await lab.person('user9')).toMatchObject({ active: true, effectivelyActive: false })
    expect(await values(away('user9'), 'userAccountControl')).toEqual(['512'])
    await lab.editPerson('user9', { active: false })
    await move(away('user9'), 'user9', server().usersBase)
    await lab.sync()
    expect(await lab.person('user9')).toMatchObject({ active: false, effectivelyActive: false })
    expect(await values(userDn('user9'), 'userAccountControl')).not.toEqual(['512'])
    expect((await lab.preview()).proposals).toEqual([])
  })

  test('S37 an entry that a run deleted is made again by its undo, in its groups, disabled for want of a password', async () => {
    const lab = await company([...everyone(), adGroupLdif('ops', ['user1', 'user2'])], (settings) => {
      settings.policy.goneFromAccounts = 'delete'
    })
    await lab.sync()
    await lab.deletePerson('user1')
    const { run } = await lab.sync()
    expect(await values(userDn('user1'), 'title')).toEqual([])
    const { planId } = await lab.verbs.undoRun({ ...lab.call, params: { id: run.id } })
    const { plan } = await lab.ready(planId)
    const undone = await lab.apply(plan, { approve: plan.guard?.verdict === 'needs_approval' })
    expect(undone.operations.filter(({ state }) => state !== 'done')).toEqual([])
    expect(await values(userDn('user1'), 'title')).toEqual(['Old'])
    expect(await values(userDn('user1'), 'sAMAccountName')).toEqual(['user1'])
    expect(await values(userDn('user1'), 'userAccountControl')).toEqual(['514'])
    expect(await values(adGroupDn('ops'), 'member')).toContain(userDn('user1'))
  })
})
