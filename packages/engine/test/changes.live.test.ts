import type { Settings } from '@bindery/contract'
import { openStore, type Tables } from '@bindery/store'
import { startFaultProxy, startSamba, type Samba } from '@bindery/testbed'
import { storePlace } from '../src/tasks/data-place.ts'
import { dataAt } from '../src/test-data.ts'
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { comparable, moveLdif, openDomain, previewOfCopy } from './ad-company.ts'
import { deleteLdif, modifyLdif } from './company.ts'
import { adGroupLdif, userLdif } from './domain.ts'
import type { Company, Tweak } from './harness.ts'
import { activeDirectory, randomEdits } from './random-edits.ts'

// Samba runs as root only.
describe.runIf(process.getuid?.() === 0)('a preview that reads only what changed', () => {
  let samba: Samba
  let lab: Company
  let unit = ''
  let count = 0
  beforeAll(async () => {
    samba = await startSamba()
  })
  // Account names are unique in a domain.
  afterEach(async () => {
    await lab?.close()
    const people = await samba.search(['(objectClass=user)', '1.1'])
    // The primary group of somebody cannot be deleted.
    const entries = people.concat(await samba.search(['(objectClass=group)', '1.1']))
    const left = entries.filter((entry) => /,OU=(t|away)\d+,/.test(entry.dn))
    if (left.length > 0) await samba.modify(left.map((entry) => deleteLdif(entry.dn)).join(''))
  })
  afterAll(() => samba?.stop())

  /** A company on a unit of its own, with people and a group of them all. */
  async function open(people: readonly string[], tweak: Tweak = () => undefined): Promise<void> {
    unit = `OU=t${(count += 1)},${samba.usersBase}`
    const all = people.map((name) => `CN=${name},${unit}`)
    await samba.modify(
      `dn: ${unit}\nobjectClass: organizationalUnit\n\ndn: OU=away${count},${samba.suffix}\nobjectClass: organizationalUnit\n\n` +
        people.map((name) => userLdif(name, {}, `CN=${name},${unit}`)).join('') +
        adGroupLdif(`crew${count}`, all, `CN=crew${count},${unit}`),
    )
    lab = await openDomain(samba, (settings) => {
      settings.people.bases = [{ dn: unit, scope: 'subtree' }]
      settings.groups.bases = [{ dn: unit, scope: 'subtree' }]
      tweak(settings)
    })
    await lab.sync()
    await lab.preview()
  }
  const dn = (name: string) => `CN=${name},${unit}`
  /** The same rows as a read of everything; how it was read. */
  async function previewAlike() {
    const full = await previewOfCopy(lab)
    const own = await lab.preview()
    expect(comparable(own)).toEqual(comparable(full))
    return { ...own, reading: own.plan.proof?.reading }
  }

  /** Writes past the product into what it keeps of the last preview. */
  async function changeMark(change: Partial<Tables['marks']>): Promise<void> {
    const store = await openStore(storePlace(await dataAt(lab.dataDir)))
    await store.db.updateTable('marks').set(change).execute()
    await store.close()
  }
  async function token(): Promise<string[]> {
    const { plan } = await lab.preview()
    return plan.proof?.token.split('#') ?? []
  }
  const retitle = (name: string, title: string) =>
    samba.modify(modifyLdif(dn(name), 'replace: title', `title: ${title}`))

  test.each([
    [1, 'two_way', 'flatten'],
    [2, 'directory_to_accounts', 'keep'],
    [3, 'accounts_to_directory', 'flatten'],
  ] as const)(
    'finds what a read of everything finds, whatever happened on either side (%i, %s, %s)',
    async (seed, direction, nested) => {
      const names = ['ann', 'bob', 'cy', 'dee', 'eve', 'fay', 'gil', 'hal'].map((name) => `${name}${seed}`)
      await open(names, (settings) => {
        settings.groups.nested = nested
        settings.groups.bases.push({ dn: `CN=Users,${samba.suffix}`, scope: 'subtree' })
        settings.groups.extraFilter = '(|(!(isCriticalSystemObject=TRUE))(sAMAccountName=Domain Users))'
      })
      // Where accounts lead, nobody would have an account after a first sync.
      await lab.save((settings) => (settings.policy.direction = direction))
      await lab.preview()
      const edits = randomEdits(seed, {
        server: samba,
        dialect: activeDirectory,
        lab,
        unit,
        away: `OU=away${count},${samba.suffix}`,
      })
      let byChanges = 0
      for (let round = 0; round < 12; round += 1) {
        const done = await edits.some()
        const full = await previewOfCopy(lab)
        const own = await lab.preview()
        expect({ round, done, ...comparable(own) }).toEqual({ round, done, ...comparable(full) })
        if (own.plan.proof?.reading.since !== null) byChanges += 1
        await edits.applySome(own)
      }
      expect(byChanges).toBeGreaterThan(6)
    },
  )

  test('reads whom it was told of, and looks up who is not there any more', async () => {
    await open(['ann', 'bob', 'cy', 'dee'])
    await samba.modify(
      modifyLdif(dn('ann'), 'replace: title', 'title: Captain') +
        modifyLdif(dn('bob'), 'replace: description', 'description: out') +
        deleteLdif(dn('cy')) +
        moveLdif(dn('dee'), 'CN=dee', `OU=away${count},${samba.suffix}`),
    )
    const { changes, reading } = await previewAlike()
    expect(changes.map((row) => [row.name, row.kind, row.reason]).toSorted()).toEqual([
      ['ann', 'update', 'changed_in_directory'],
      ['bob', 'hold', 'left_scope'],
      ['cy', 'hold', 'gone_from_directory'],
      ['dee', 'hold', 'left_scope'],
    ])
    expect(reading).toMatchObject({ since: expect.any(String), people: 1, why: '' })
    expect((await previewAlike()).reading?.since).not.toBeNull()
  })

  test('reads again the groups of a renamed member, which the server did not mark as changed', async () => {
    await open(['ann', 'bob'])
    // The last change before a mark counts again.
    await samba.modify(modifyLdif(unit, 'replace: description', 'description: as before'))
    await lab.preview()
    expect((await lab.preview()).plan.proof?.reading).toMatchObject({ people: 0, groups: 0 })
    await samba.modify(moveLdif(dn('ann'), 'CN=anna', unit))
    const renamed = await lab.sync()
    expect(renamed.proposals.map((row) => row.kind)).toEqual(['move'])
    expect(renamed.plan.proof?.reading).toMatchObject({ people: 1, groups: 1 })
    await lab.editMembers(`crew${count}`, { remove: ['ann'] })
    const { changes, reading } = await previewAlike()
    expect(changes.map((row) => [row.kind, row.members?.removed])).toEqual([['members', 1]])
    expect(reading).toMatchObject({ groups: 1 })
    await lab.sync()
    const [crew] = await samba.search(['-b', `CN=crew${count},${unit}`, '-s', 'base', 'member'])
    expect(crew?.attributes['member']).toEqual([dn('bob')])
  })

  test('reads everything once a unit was renamed, which marks nobody below it as changed', async () => {
    await open(['ann', 'bob'])
    await samba.modify(`dn: OU=in,${unit}\nobjectClass: organizationalUnit\n\n`)
    await samba.modify(moveLdif(dn('ann'), 'CN=ann', `OU=in,${unit}`))
    await lab.sync()
    await samba.modify(moveLdif(`OU=in,${unit}`, 'OU=inside', unit))
    const { proposals, reading } = await previewAlike()
    expect(proposals.map((row) => [row.name, row.kind])).toEqual([['ann', 'move']])
    expect(reading).toEqual({
      since: null,
      compared: false,
      people: null,
      groups: null,
      why: `OU=in,${unit} was renamed, moved or deleted, or cannot be seen any more, and with it what is below.`,
    })
    await samba.modify(modifyLdif(`OU=inside,${unit}`, 'replace: description', 'description: as before'))
    expect((await previewAlike()).reading?.since).not.toBeNull()
  })

  test('a username that was deleted and created again is a question, as ever', async () => {
    await open(['ann', 'bob'])
    await samba.modify(deleteLdif(dn('ann')) + userLdif('ann', {}, dn('ann')))
    const { changes } = await previewAlike()
    expect(changes.find((row) => row.kind === 'conflict')).toMatchObject({
      name: 'ann',
      reason: 'conflict_recreated',
    })
    expect((await previewAlike()).reading).toMatchObject({ people: 1 })
  })

  test('another database, or one that was taken back, is read in full, and is no error', async () => {
    await open(['ann', 'bob'])
    const [time, usn, id] = await token()
    await changeMark({ token: `${time}#${usn}#00000000-0000-0000-0000-000000000000` })
    await retitle('ann', 'One')
    const other = await previewAlike()
    expect(other.reading).toMatchObject({
      since: null,
      why: expect.stringMatching(/Another domain controller answers/),
    })
    expect(other.proposals).toHaveLength(1)
    await changeMark({ token: `${time}#${Number(usn) + 1000}#${id}` })
    await retitle('bob', 'One')
    const back = await previewAlike()
    expect(back.reading).toMatchObject({
      since: null,
      why: expect.stringMatching(/was taken back to an earlier state/),
    })
    expect(back.proposals).toHaveLength(2)
    expect((await previewAlike()).reading?.since).not.toBeNull()
  })

  test('everything is read after a day, when it is asked for, and with other settings of what is synced', async () => {
    await open(['ann'])
    const hours = (ago: number) => new Date(Date.now() - ago * 60 * 60 * 1000).toISOString()
    await changeMark({ full_at: hours(23) })
    expect((await previewAlike()).reading?.since).not.toBeNull()
    await changeMark({ full_at: hours(25) })
    expect((await previewAlike()).reading).toMatchObject({
      since: null,
      why: expect.stringMatching(/once in 24 hours/),
    })
    expect((await lab.preview()).plan.proof?.reading.since).not.toBeNull()
    await lab.save((settings) => (settings.people.extraFilter = '(title=*)'))
    const { reading, changes } = await previewAlike()
    expect(reading).toMatchObject({ since: null, why: expect.stringMatching(/settings of what is synced/) })
    expect(changes.map((row) => row.reason)).toEqual(['left_scope'])
    const { planId } = await lab.verbs.startPreview({
      ...lab.call,
      params: { id: lab.directoryId },
      body: { full: true },
    })
    expect((await lab.ready(planId)).plan.proof?.reading).toMatchObject({ since: null, why: 'As asked.' })
  })

  test('a filter on memberOf, and a limit to groups, are read in full', async () => {
    await open(['ann', 'bob'], (settings) => {
      settings.people.extraFilter = `(memberOf=CN=crew${count},${unit})`
    })
    const crew = `CN=crew${count},${unit}`
    await samba.modify(modifyLdif(crew, 'delete: member', `member: ${dn('ann')}`))
    const { changes, reading } = await previewAlike()
    expect(changes.filter((row) => row.reason === 'left_scope').map((row) => row.name)).toEqual(['ann'])
    expect(reading).toMatchObject({ since: null, why: expect.stringMatching(/^memberof can change/) })
    await lab.save((settings) => {
      settings.people.extraFilter = ''
      settings.policy.limitToGroups = [`crew${count}`]
    })
    expect((await previewAlike()).reading).toMatchObject({
      since: null,
      why: expect.stringMatching(/goes by the members of groups/),
    })
  })

  test('after a preview that was cut short everything is read', async () => {
    const proxy = await startFaultProxy(`${samba.ldapUrl}:389`)
    onTestFinished(() => proxy.stop())
    await open(['ann', 'bob', 'cy'], (settings) => (settings.connection.urls = [proxy.url]))
    await retitle('ann', 'One')
    await samba.modify(deleteLdif(dn('bob')))
    const cancelled = proxy.before(
      (request) => request.kind === 'search' && request.base === unit && /objectGUID/.test(request.filter),
      async () => {
        const [newest] = (await lab.verbs.listPlans({ ...lab.call, query: { directoryId: 1, limit: 1 } }))
          .items
        await lab.verbs.cancelPlan({ ...lab.call, params: { id: newest?.id ?? 0 } })
      },
    )
    await expect(lab.preview()).rejects.toThrow(/cancelled/)
    await cancelled
    const { changes, reading } = await previewAlike()
    expect(changes.map((row) => [row.name, row.kind]).toSorted()).toEqual([
      ['ann', 'update'],
      ['bob', 'hold'],
    ])
    expect(reading).toMatchObject({ since: null, why: expect.stringMatching(/did not come to its end/) })
    expect((await previewAlike()).reading?.since).not.toBeNull()
  })

  test('who moves away or changes in the middle of it is found by the next one', async () => {
    const proxy = await startFaultProxy(`${samba.ldapUrl}:389`)
    onTestFinished(() => proxy.stop())
    await open(['ann', 'bob', 'cy'], (settings) => (settings.connection.urls = [proxy.url]))
    await retitle('ann', 'One')
    const moved = proxy.before(
      (request) => request.kind === 'search' && request.base === unit && /objectGUID/.test(request.filter),
      () =>
        samba.modify(
          moveLdif(dn('ann'), 'CN=ann', `OU=away${count},${samba.suffix}`) +
            modifyLdif(dn('bob'), 'replace: title', 'title: Late'),
        ),
    )
    const { changes } = await lab.preview()
    await moved
    expect(changes.map((row) => [row.name, row.kind, row.reason])).toEqual([['ann', 'hold', 'left_scope']])
    const next = await previewAlike()
    expect(next.changes.map((row) => [row.name, row.kind])).toEqual([
      ['ann', 'hold'],
      ['bob', 'update'],
    ])
    expect(next.reading?.since).not.toBeNull()
  })

  test('an account with no more than the documented rights goes by changes; one that may not see deletions does not', async () => {
    await open(['ann', 'bob'])
    await lab.close()
    const bases = (settings: Settings) => {
      settings.people.bases = [{ dn: unit, scope: 'subtree' }]
      settings.groups.bases = [{ dn: unit, scope: 'subtree' }]
      settings.policy.direction = 'directory_to_accounts'
    }
    const account = async (adminDn: string, adminPassword: string) => {
      lab = await openDomain({ ...samba, adminDn, adminPassword }, bases)
      await lab.sync()
      await retitle('ann', adminPassword)
      const { reading, proposals } = await previewAlike()
      expect(proposals.map((row) => row.name)).toEqual(['ann'])
      await lab.close()
      return reading
    }
    expect(await account(samba.serviceDn, samba.servicePassword)).toMatchObject({ people: 1, why: '' })
    const password = Buffer.from('"Plain-secret-1"', 'utf16le').toString('base64')
    await samba.modify(
      `dn: CN=plain,OU=services,${samba.suffix}\nobjectClass: user\nsAMAccountName: plain\nunicodePwd:: ${password}\nuserAccountControl: 66048\n\n`,
    )
    expect(await account(`CN=plain,OU=services,${samba.suffix}`, 'Plain-secret-1')).toMatchObject({
      since: null,
      why: `The bind account may not see what was deleted: CN=Deleted Objects,${samba.suffix}.`,
    })
  })
})
