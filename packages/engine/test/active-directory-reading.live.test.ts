import { describe, expect, test } from 'vitest'
import { moveLdif } from './ad-company.ts'
import { deleteLdif, modifyLdif } from './company.ts'
import { fullPreview, adGroupDn, adGroupLdif, useDomain, userDn, userLdif } from './domain.ts'

const numbered = (count: number, letter = 'p') =>
  Array.from({ length: count }, (_, index) => `${letter}${String(index).padStart(2, '0')}`)
const crowd = (count: number) => numbered(count).map((name) => userLdif(name))

/** What access control calls these attributes: their schemaIDGUID (MS-ADA2 §2.43 and §2.49). */
const mail = 'bf967961-0de6-11d0-a285-00aa003049e2'
const member = 'bf9679c0-0de6-11d0-a285-00aa003049e2'

// Samba runs as root only.
describe.runIf(process.getuid?.() === 0)('Active Directory is read', () => {
  const { server, company, change, values } = useDomain()
  const sales = `OU=sales,${userDn('x').slice('CN=x,'.length)}`
  const unitLdif = (dn: string) => `dn: ${dn}\nobjectClass: organizationalUnit\n\n`
  const lastChange = async () =>
    (await server().search(['-s', 'base', '-b', '', 'highestCommittedUSN']))[0]?.attributes[
      'highestCommittedUSN'
    ]

  test('S01 S24 a preview lists every change and writes nothing on either side; after a sync nothing is left', async () => {
    const lab = await company([
      userLdif('ada', { title: ['Analyst'] }),
      userLdif('bo'),
      adGroupLdif('staff', ['ada', 'bo']),
    ])
    await lab.addPerson({ username: 'ADA', email: 'ada@example.org', title: 'Engineer' })
    await lab.addPerson({ username: 'cy', email: 'cy@example.org' })
    await lab.addGroup('club')
    await lab.editMembers('club', { add: ['ADA', 'cy'] })
    const here = async () => [await lab.everybody(), await lab.everyGroup(), await lab.members('club')]
    const before = [await here(), await lastChange()]
    const { settings } = await lab.directory()
    const draft = { ...settings, policy: { ...settings.policy, authority: 'directory' as const } }
    const { proposals } = await lab.preview(draft)
    expect([await here(), await lastChange()]).toEqual(before)
    expect(proposals.map(({ side, kind, name }) => `${side} ${kind} ${name}`)).toEqual(
      expect.arrayContaining([
        'accounts link ADA',
        'accounts create bo',
        'accounts create staff',
        'accounts members staff',
        'directory create cy',
        'directory create club',
        'directory members club',
      ]),
    )
    expect((await lab.sync()).run.state).toBe('succeeded')
    expect((await lab.preview()).proposals).toEqual([])
    expect((await lab.preview()).changes).toEqual([])
  })

  test('S02 a search base that is not there: which one is said, and nothing is proposed', async () => {
    const lab = await company([userLdif('ada')])
    await lab.sync()
    const missing = 'OU=nowhere,DC=example,DC=test'
    const { plan, changes } = await lab.failedPreview((settings) => {
      settings.people.bases = [{ dn: missing, scope: 'subtree' }]
    })
    expect(plan.failure?.code).toBe('base_not_found')
    expect(`${plan.failure?.message} ${plan.failure?.field}`).toContain(missing)
    expect(changes).toEqual([])
  })

  test('S06 S44 an empty result stops and names the filter; previewed twice it removes nobody', async () => {
    const lab = await company(crowd(12))
    await lab.sync()
    const { settings } = await lab.save(({ people }) => {
      people.extraFilter = '(&(objectCategory=person)(title=nobody))'
    })
    for (let preview = 0; preview < 2; preview += 1) {
      const { plan } = await lab.preview()
      expect(plan.guard).toMatchObject({ verdict: 'stopped', stops: [{ code: 'empty_result' }] })
      expect(plan.guard?.causes[0]).toMatchObject({
        code: 'setting_changed',
        change: { path: 'settings.people.extraFilter', after: settings.people.extraFilter },
      })
      await expect(lab.apply(plan)).rejects.toMatchObject({ code: 'approval_required' })
    }
    expect((await lab.everybody()).filter(({ badge }) => badge !== 'linked')).toEqual([])
  })

  test('S09 rights to half of the tree are lost: stopped, with the place that nobody sees any more', async () => {
    const seller = (name: string) => userLdif(name, {}, `CN=${name},${sales}`)
    const lab = await company([unitLdif(sales), ...crowd(12), ...numbered(8, 's').map(seller)])
    await lab.sync()
    await server().restrict([sales], '')
    const { plan, proposals } = await fullPreview(lab)
    expect(plan.proof?.complete).toBe(true)
    expect(proposals.map(({ kind }) => kind)).toEqual(Array.from({ length: 8 }, () => 'hold'))
    expect(plan.guard).toMatchObject({ verdict: 'stopped', stops: [{ code: 'far_fewer_results' }] })
    expect(plan.guard?.causes[0]?.message).toContain(
      `All 8 entries that can no longer be found were under ${sales}`,
    )
    await expect(lab.apply(plan)).rejects.toMatchObject({ code: 'approval_required' })
  })

  test('S43 rights to mail and member are lost: nothing is cleared, nobody leaves a group', async () => {
    const lab = await company([...crowd(12), adGroupLdif('staff', numbered(12))])
    await lab.sync()
    const allBut = (attribute: string) => `(OD;;RP;${attribute};;AU)(A;;RPLCLORC;;;AU)`
    await server().restrict(numbered(12).map(userDn), allBut(mail))
    await server().restrict([adGroupDn('staff')], allBut(member))
    const { plan, proposals } = await fullPreview(lab)
    expect(proposals).toEqual([])
    expect(plan.proof?.unreadable.map(({ attribute }) => attribute)).toContain('mail')
    expect((await lab.person('p00')).email).toBe('p00@example.org')
    expect(await lab.members('staff')).toEqual(numbered(12))
  })

  test('S10 S49 without mail an entry is skipped with the reason, and stays in its groups; everyone else syncs', async () => {
    const guest = 'CN=Guest,CN=Users,DC=example,DC=test'
    const lab = await company([
      userLdif('ada'),
      userLdif('bo'),
      adGroupLdif('staff', ['ada', 'bo', server().serviceDn, guest]),
    ])
    await lab.sync()
    await change(
      modifyLdif(userDn('ada'), 'delete: mail'),
      modifyLdif(userDn('bo'), 'add: title', 'title: Boss'),
    )
    await lab.editMembers('staff', { remove: ['ada'] })
    const { changes, run } = await lab.sync()
    expect(run.state).toBe('succeeded')
    expect(changes.find(({ name }) => name === 'ada')).toMatchObject({
      kind: 'skipped',
      reason: 'skipped_missing_required',
      why: expect.stringContaining('mail'),
    })
    expect(await lab.person('ada')).toMatchObject({ email: 'ada@example.org', badge: 'linked' })
    expect((await lab.person('bo')).title).toBe('Boss')
    expect((await values(adGroupDn('staff'), 'member')).length).toBe(4)
    await change(modifyLdif(userDn('ada'), 'add: mail', 'mail: ada@example.org'))
    await lab.sync()
    expect((await values(adGroupDn('staff'), 'member')).toSorted()).toEqual(
      [server().serviceDn, guest, userDn('bo')].toSorted(),
    )
  })

  test('S11 an entry without the attribute that is mapped as username is skipped with the reason', async () => {
    const lab = await company([userLdif('ada', { employeeID: ['a1'] }), userLdif('bo')], (settings) => {
      settings.people.usernameAttribute = 'employeeID'
      for (const rule of settings.mapping.people) if (rule.local === 'username') rule.remote = 'employeeID'
    })
    const { changes } = await lab.sync()
    expect(changes.find(({ kind }) => kind === 'skipped')).toMatchObject({
      name: userDn('bo'),
      reason: 'skipped_missing_required',
      why: expect.stringContaining('employeeID'),
    })
    expect((await lab.everybody()).map(({ username }) => username)).toEqual(['a1'])
  })

  test('S30 limited to a group: who leaves it is held and not deleted; joining brings the same account back', async () => {
    const lab = await company([...crowd(13), adGroupLdif('staff', numbered(12))], (settings) => {
      settings.policy.limitToGroups = ['staff']
    })
    await lab.sync()
    expect((await lab.everybody()).map(({ username }) => username)).toEqual(numbered(12))
    const { id } = await lab.person('p00')
    await change(modifyLdif(adGroupDn('staff'), 'delete: member', `member: ${userDn('p00')}`))
    expect((await lab.sync()).proposals.find(({ name }) => name === 'p00')).toMatchObject({
      kind: 'hold',
      reason: 'left_scope',
    })
    expect(await lab.person('p00')).toMatchObject({ id, badge: 'held', active: true })
    await change(modifyLdif(adGroupDn('staff'), 'add: member', `member: ${userDn('p00')}`))
    await lab.sync()
    expect(await lab.person('p00')).toMatchObject({ id, badge: 'linked', effectivelyActive: true })
    expect((await lab.preview()).proposals).toEqual([])
  })

  test('S47 a user who is moved out of the bases and back is held meanwhile, and is the same account', async () => {
    const outside = server().serviceDn.replace('CN=Bindery,', '')
    const lab = await company([...crowd(12), adGroupLdif('staff', ['p00', 'p01'])])
    await lab.sync()
    const { id } = await lab.person('p00')
    await change(moveLdif(userDn('p00'), 'CN=p00', outside))
    expect((await lab.sync()).proposals.map(({ kind, name }) => [kind, name])).toContainEqual(['hold', 'p00'])
    expect((await lab.preview()).proposals).toEqual([])
    await change(moveLdif(`CN=p00,${outside}`, 'CN=p00', sales.replace('OU=sales,', '')))
    expect((await lab.sync()).proposals.map(({ kind, name }) => [kind, name])).toContainEqual([
      'release',
      'p00',
    ])
    expect(await lab.person('p00')).toMatchObject({ id, badge: 'linked', effectivelyActive: true })
    expect(await lab.members('staff')).toEqual(['p00', 'p01'])
    expect((await lab.preview()).proposals).toEqual([])
  })

  test('S51 five removals per run, each inside the limit, are stopped by the sum of 24 hours', async () => {
    const lab = await company(crowd(60))
    await lab.sync()
    const leave = (from: number, to: number) =>
      change(
        ...numbered(to)
          .slice(from)
          .map((name) => deleteLdif(userDn(name))),
      )
    await leave(0, 5)
    expect((await lab.sync()).run.outcome.done).toBe(5)
    await leave(5, 10)
    const { plan } = await lab.preview()
    expect(plan.guard?.limits).toContainEqual(
      expect.objectContaining({ kind: 'removals', side: 'accounts', count: 5, recent: 5, waits: true }),
    )
    await expect(lab.apply(plan)).rejects.toMatchObject({ code: 'approval_required' })
  })
})
