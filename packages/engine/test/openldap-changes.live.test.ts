import { startFaultProxy } from '@bindery/testbed'
import { describe, expect, onTestFinished, test } from 'vitest'
import { comparable, moveLdif, previewOfCopy } from './ad-company.ts'
import { deleteLdif, dnOf, groupLdif, modifyLdif, personLdif, services, users, useSlapd } from './company.ts'
import { openCompany, type Company } from './harness.ts'
import { openLdap, randomEdits } from './random-edits.ts'

type Server = ReturnType<typeof useSlapd>

const hour = 60 * 60 * 1000
/** Of a generalized time, in whole seconds. */
const timeOf = (text: string) =>
  Date.parse(text.replace(/^(....)(..)(..)(..)(..)(..).*/, '$1-$2-$3T$4:$5:$6Z'))

const unit = `ou=unit,${users}`

/** The same rows as a read of everything; how it was read. */
async function previewAlike(slapd: Server, lab: Company, done: readonly string[] = []) {
  for (;;) {
    const before = await slapd.dump()
    const full = await previewOfCopy(lab)
    const own = await lab.preview()
    // The server takes deleted members out of groups only after it has answered.
    if (JSON.stringify(await slapd.dump()) !== JSON.stringify(before)) continue
    expect({ done, ...comparable(own) }).toEqual({ done, ...comparable(full) })
    return { ...own, reading: own.plan.proof?.reading }
  }
}

describe.each([
  ['with a session log', { sessionLog: 1000 }, 1, 'two_way', 'flatten'],
  ['without one', { sessionLog: 0 }, 2, 'directory_to_accounts', 'keep'],
  ['whose clock is two hours ahead', { hoursAhead: 2 }, 4, 'two_way', 'flatten'],
  ['whose clock is two hours behind', { hoursAhead: -2, sessionLog: 0 }, 5, 'two_way', 'keep'],
  ['without the syncprov overlay', { syncProvider: false }, 3, 'accounts_to_directory', 'flatten'],
  [
    'without it, and with a clock that is two hours ahead',
    { syncProvider: false, hoursAhead: 2 },
    6,
    'two_way',
    'flatten',
  ],
  [
    'without it, and with a clock that is two hours behind',
    { syncProvider: false, hoursAhead: -2 },
    7,
    'directory_to_accounts',
    'keep',
  ],
] as const)('a preview of what changed in OpenLDAP %s', (_, options, seed, direction, nested) => {
  const slapd = useSlapd({ unique: [], ...options })

  test(
    'S24 finds what a read of everything finds, whatever happened on either side',
    { timeout: 240_000 },
    async () => {
      const people = ['ann', 'bob', 'cy', 'dee', 'eve', 'fay', 'gil', 'hal'].map((name) => `${name}${seed}`)
      const dns = people.map((name) => `uid=${name},${unit}`)
      const lab = await slapd.company(
        [
          `dn: ${unit}\nobjectClass: organizationalUnit\n\n`,
          ...people.map((name, index) => personLdif(name, {}, dns[index])),
          groupLdif('crew', dns, `cn=crew,${unit}`),
        ],
        (settings) => {
          settings.people.bases = [{ dn: unit, scope: 'subtree' }]
          settings.people.extraFilter = '(!(description=out))'
          settings.people.newEntriesUnder = unit
          settings.groups.bases = [{ dn: unit, scope: 'subtree' }]
          settings.groups.newEntriesUnder = unit
          settings.groups.nested = nested
        },
      )
      await lab.sync()
      await lab.preview()
      // Where accounts lead, nobody would have an account after a first sync.
      await lab.save((settings) => (settings.policy.direction = direction))
      await lab.preview()
      const [server, ours] = [await slapd.values(unit, 'modifyTimestamp'), Date.now()]
      const ahead = 'hoursAhead' in options ? options.hoursAhead : 0
      expect(Math.abs((timeOf(server[0] ?? '') - ours) / hour - ahead)).toBeLessThan(0.5)
      const edits = randomEdits(seed, {
        server: slapd.server(),
        dialect: openLdap,
        lab,
        unit,
        away: services,
      })
      let byChanges = 0
      for (let round = 0; round < 8; round += 1) {
        const own = await previewAlike(slapd, lab, await edits.some())
        if (own.reading?.since !== null) byChanges += 1
        else expect(own.reading.why).not.toBe('')
        await edits.applySome(own)
      }
      expect(byChanges).toBeGreaterThan(3)
    },
  )
})

describe('a preview of what changed in OpenLDAP', () => {
  const slapd = useSlapd({ unique: [] })
  const crew = ['ann', 'bob', 'cy', 'dee']

  async function company() {
    const lab = await slapd.company([...crew.map((name) => personLdif(name)), groupLdif('crew', crew)])
    await lab.sync()
    await lab.preview()
    return lab
  }
  const alike = (lab: Company) => previewAlike(slapd, lab)

  test('reads whom it was told of, and looks up who is not there any more', async () => {
    const lab = await company()
    expect((await lab.preview()).plan.proof?.reading).toMatchObject({ people: 0, groups: 0, why: '' })
    await slapd.change(
      modifyLdif(dnOf('ann'), 'replace: title', 'title: Captain'),
      deleteLdif(dnOf('cy')),
      moveLdif(dnOf('dee'), 'uid=dee', services),
    )
    const { changes, reading } = await alike(lab)
    expect(
      changes
        .filter((row) => row.subjectKind === 'person')
        .map((row) => [row.name, row.kind, row.reason])
        .toSorted(),
    ).toEqual([
      ['ann', 'update', 'changed_in_directory'],
      ['cy', 'hold', 'gone_from_directory'],
      ['dee', 'hold', 'left_scope'],
    ])
    expect(reading).toMatchObject({ since: expect.any(String), people: 1, why: '' })
  })

  test('S49 reads again the groups of who was renamed or deleted: the server rewrote them without a mark', async () => {
    const lab = await company()
    const stamp = () => slapd.values('cn=crew,ou=groups,dc=example,dc=org', 'entryCSN')
    const before = await stamp()
    await slapd.change(moveLdif(dnOf('ann'), 'uid=anna', users), deleteLdif(dnOf('bob')))
    await expect
      .poll(() => slapd.values('cn=crew,ou=groups,dc=example,dc=org', 'uniqueMember'))
      .toEqual(expect.arrayContaining([dnOf('anna'), dnOf('cy'), dnOf('dee')]))
    expect(await stamp()).toEqual(before)
    const { reading } = await alike(lab)
    expect(reading).toMatchObject({ since: expect.any(String), groups: 1, why: '' })
  })

  test('tells conflicts in the same order and with the same candidates, whoever was read first', async () => {
    const lab = await company()
    const shared = { mail: ['shared@example.org'] }
    await slapd.change(...['xa', 'xb', 'xc'].map((name) => personLdif(name, shared)))
    await alike(lab)
    await slapd.change(moveLdif(dnOf('xa'), 'uid=xa', services))
    await alike(lab)
    await slapd.change(moveLdif(`uid=xa,${services}`, 'uid=xa', users))
    const { changes, reading } = await alike(lab)
    expect(reading).toMatchObject({ since: expect.any(String), why: '' })
    const conflicts = changes.filter((row) => row.kind === 'conflict')
    expect(conflicts.map((row) => [row.name, row.reason, row.candidates.map(({ name }) => name)])).toEqual([
      ['xa', 'conflict_duplicate_key', ['xb', 'xc']],
      ['xb', 'conflict_duplicate_key', ['xa', 'xc']],
      ['xc', 'conflict_duplicate_key', ['xa', 'xb']],
    ])
  })

  test('a unit that is moved into a search base brings along who is below it; somebody who comes alone is read alone', async () => {
    const lab = await company()
    const unitLdif = (name: string) => `dn: ou=${name},${services}\nobjectClass: organizationalUnit\n\n`
    await slapd.change(
      unitLdif('bought'),
      personLdif('eve', {}, `uid=eve,ou=bought,${services}`),
      unitLdif('clubs'),
      groupLdif('chess', ['ann'], `cn=chess,ou=clubs,${services}`),
    )
    expect((await alike(lab)).changes).toEqual([])
    const moved = [
      [moveLdif(`ou=bought,${services}`, 'ou=bought', users), 'eve'],
      [moveLdif(`ou=clubs,${services}`, 'ou=clubs', 'ou=groups,dc=example,dc=org'), 'chess'],
    ] as const
    for (const [ldif, name] of moved) {
      await slapd.change(ldif)
      const { changes, reading } = await alike(lab)
      expect(reading?.why).toContain('came, and with it what is below')
      expect(changes.map((row) => [row.name, row.kind])).toContainEqual([name, 'create'])
      await lab.sync()
    }
    await slapd.change(personLdif('fay'))
    const { changes, reading } = await alike(lab)
    expect(changes.map((row) => [row.name, row.kind])).toEqual([['fay', 'create']])
    expect(reading).toMatchObject({ since: expect.any(String), people: 1, why: '' })
  })

  test('one that is cancelled in its last phase ends as cancelled', async () => {
    const proxy = await startFaultProxy(slapd.server().ldapUrl)
    onTestFinished(() => proxy.stop())
    await slapd.change(personLdif('ann'))
    const lab = await openCompany({ ...slapd.server(), ldapUrl: proxy.url })
    onTestFinished(() => lab.close())
    const { planId } = await lab.verbs.startPreview({
      ...lab.call,
      params: { id: lab.directoryId },
      body: { draft: undefined },
    })
    // What stands above the entries is looked up once all is planned.
    const cancelled = proxy.before(
      (request) =>
        request.kind === 'search' && request.base === users && request.attributes.join() === 'entryUUID',
      () => lab.verbs.cancelPlan({ ...lab.call, params: { id: planId } }),
    )
    expect((await lab.endOf(planId)).state).toBe('cancelled')
    await cancelled
    expect((await lab.preview()).proposals).toMatchObject([{ name: 'ann', kind: 'create' }])
  })

  test('a server that starts again, goes back or lost its log leads to the same', async () => {
    const lab = await company()
    await slapd.server().keep()
    await slapd.change(modifyLdif(dnOf('ann'), 'replace: title', 'title: Captain'), deleteLdif(dnOf('cy')))
    await slapd.server().stopServer()
    await slapd.server().startServer()
    expect((await alike(lab)).reading).toMatchObject({ since: expect.any(String), why: '' })
    await slapd.server().rewind()
    expect((await alike(lab)).reading).toMatchObject({ why: expect.stringContaining('taken back') as string })
  })
})

describe('a preview of what changed in OpenLDAP without the syncprov overlay', () => {
  const slapd = useSlapd({ unique: [], syncProvider: false })
  const crew = ['ann', 'bob', 'cy', 'dee']
  const compared = { since: expect.any(String) as string, compared: true, why: '' }

  async function company() {
    const inner = `ou=inner,${users}`
    const lab = await slapd.company([
      ...crew.map((name) => personLdif(name)),
      `dn: ${inner}\nobjectClass: organizationalUnit\n\n`,
      personLdif('eve', {}, `uid=eve,${inner}`),
      groupLdif('crew', crew),
    ])
    await lab.sync()
    await lab.preview()
    return lab
  }
  const alike = (lab: Company) => previewAlike(slapd, lab)

  test('tells who is gone, who left the filter or came, and reads no more than those', async () => {
    const lab = await company()
    expect((await lab.preview()).plan.proof?.reading).toEqual({ ...compared, people: 0, groups: 0 })
    await slapd.change(
      modifyLdif(dnOf('ann'), 'replace: title', 'title: Captain'),
      deleteLdif(dnOf('cy')),
      moveLdif(dnOf('dee'), 'uid=dee', services),
      personLdif('fay'),
    )
    const { changes, reading } = await alike(lab)
    const rows = changes.filter((row) => row.subjectKind === 'person')
    expect(rows.map((row) => [row.name, row.kind, row.reason]).toSorted()).toEqual([
      ['ann', 'update', 'changed_in_directory'],
      ['cy', 'hold', 'gone_from_directory'],
      ['dee', 'hold', 'left_scope'],
      ['fay', 'create', 'first_seen_in_directory'],
    ])
    expect(reading).toMatchObject({ ...compared, people: 2 })
  })

  test('S49 reads again the groups of who was renamed or deleted, also with all below a unit', async () => {
    const lab = await company()
    await slapd.change(moveLdif(dnOf('ann'), 'uid=anna', users), deleteLdif(dnOf('bob')))
    expect((await alike(lab)).reading).toMatchObject({ ...compared, groups: 1 })
    await lab.sync()
    await lab.preview()
    await slapd.change(moveLdif(`ou=inner,${users}`, 'ou=inside', users))
    const { changes, reading } = await alike(lab)
    expect(changes.map((row) => [row.name, row.kind])).toEqual([['eve', 'move']])
    expect(reading).toMatchObject({ ...compared, people: 1 })
  })

  test('an earlier state that was restored leads to what a read of everything finds', async () => {
    const lab = await company()
    await slapd.server().keep()
    await slapd.change(modifyLdif(dnOf('ann'), 'replace: title', 'title: Captain'), deleteLdif(dnOf('cy')))
    expect((await alike(lab)).reading).toMatchObject(compared)
    await lab.sync()
    await lab.preview()
    await slapd.server().rewind()
    const { changes, reading } = await alike(lab)
    expect(changes.map((row) => row.name)).toContain('ann')
    expect(reading).toMatchObject({ since: expect.any(String) as string, compared: true })
  })

  test('a filter may go by what the server changes without a mark', async () => {
    const lab = await company()
    await lab.save(
      (settings) => (settings.people.extraFilter = `(memberOf=cn=crew,ou=groups,dc=example,dc=org)`),
    )
    await lab.preview()
    await slapd.change(
      modifyLdif(
        'cn=crew,ou=groups,dc=example,dc=org',
        'delete: uniqueMember',
        `uniqueMember: ${dnOf('cy')}`,
      ),
    )
    const { changes, reading } = await alike(lab)
    expect(changes.map((row) => row.name)).toContain('cy')
    expect(reading).toMatchObject(compared)
  })

  test('of who can not be compared everything is read, and that is said', async () => {
    const lab = await company()
    await lab.save((settings) => {
      const phone = settings.mapping.people.find(({ id }) => id === 'phone')
      if (phone) phone.remote = 'memberOf'
    })
    await lab.preview()
    expect((await alike(lab)).reading).toMatchObject({
      since: null,
      compared: false,
      why: expect.stringMatching(/^memberof can change/i) as string,
    })
  })
})
