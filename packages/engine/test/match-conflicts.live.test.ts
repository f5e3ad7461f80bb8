import type { PlanChange } from '@bindery/contract'
import { describe, expect, test } from 'vitest'
import { deleteLdif, dnOf, groupDn, groupLdif, modifyLdif, personLdif, useSlapd } from './company.ts'
import type { Company } from './harness.ts'
import { decide, inbox } from './inbox.ts'

const { company, change, values } = useSlapd()

describe('an entry that nobody can match for sure', () => {
  const rowsOf = (rows: readonly PlanChange[], name: string) =>
    rows.filter((row) => row.name === name).map((row) => [row.side, row.kind, row.reason])
  const mailOf = (uid: string, mail: string) => modifyLdif(dnOf(uid), 'replace: mail', `mail: ${mail}`)
  const dnsOf = async (lab: Company, name: string) => (await lab.person(name)).links.map((link) => link.dn)

  /** ada on both sides, with nothing but the username in common. */
  const namesakes = async () => {
    const lab = await company([personLdif('ada', { mail: ['other@example.org'], title: ['Theirs'] })])
    await lab.addPerson({ username: 'ada', email: 'ada@example.org', displayName: 'Ada Ours' })
    return lab
  }

  test('S16 same username, different person: both sides are told, and nothing is done until a person decides', async () => {
    const lab = await namesakes()
    const { changes, proposals } = await lab.preview()
    expect(proposals).toEqual([])
    expect(changes.map((row) => [row.kind, row.reason])).toEqual([['conflict', 'conflict_username_taken']])
    const [conflict] = await inbox(lab, 'open')
    expect(conflict).toMatchObject({ family: 'match', choices: ['link', 'separate', 'ignore'] })
    expect(conflict?.candidates).toMatchObject([
      {
        name: 'ada',
        displayName: 'Ada Ours',
        link: 'none',
        keys: [
          { local: 'employeeNumber', account: null, entry: null },
          { local: 'email', account: 'ada@example.org', entry: 'other@example.org' },
          { local: 'username', account: 'ada', entry: 'ada' },
        ],
      },
    ])
    const title = conflict?.values.find((value) => value.attribute === 'title')
    expect(title).toMatchObject({ base: null, accounts: [], directory: ['Theirs'] })
  })

  test('S16 decided to be the same, they are linked and merged as at first sight', async () => {
    const lab = await namesakes()
    const { id } = await lab.person('ada')
    await lab.preview()
    await decide(lab, 'ada', { kind: 'link', localId: id })
    const { changes, run } = await lab.sync()
    expect(run.state).toBe('succeeded')
    expect(rowsOf(changes, 'ada')[0]).toEqual(['accounts', 'link', 'decided'])
    expect(await lab.person('ada')).toMatchObject({ id, title: 'Theirs', email: 'ada@example.org' })
    expect(await dnsOf(lab, 'ada')).toEqual([dnOf('ada')])
    expect((await lab.preview()).proposals).toEqual([])
    expect((await inbox(lab)).map((one) => one.state)).toEqual(['settled'])
  })

  test('S16 decided to be another person, it waits while the name is taken, and is created once it is not', async () => {
    const lab = await namesakes()
    await lab.preview()
    await decide(lab, 'ada', { kind: 'separate' })
    const first = await lab.preview()
    expect(first.proposals).toEqual([])
    expect(rowsOf(first.changes, 'ada')).toEqual([['accounts', 'withheld', 'withheld_name_taken']])
    expect((await inbox(lab)).map((one) => one.state)).toEqual(['decided'])
    await lab.editPerson('ada', { username: 'ada.ours' })
    // Nothing of the entry equals the account any more: no conflict is left, and each is new on the other side.
    const { changes, run } = await lab.sync()
    expect(run.state).toBe('succeeded')
    expect(changes.map((row) => [row.name, row.side, row.kind])).toEqual([
      ['ada', 'accounts', 'create'],
      ['ada.ours', 'directory', 'create'],
    ])
    expect((await lab.everybody()).map((row) => row.username)).toEqual(['ada', 'ada.ours'])
    expect((await lab.preview()).proposals).toEqual([])
  })

  test('left alone, neither side is touched, run after run; a changed key asks again', async () => {
    const lab = await namesakes()
    await lab.preview()
    await decide(lab, 'ada', { kind: 'ignore' })
    for (const _ of [1, 2]) {
      const { changes, proposals } = await lab.preview()
      expect(proposals).toEqual([])
      expect(rowsOf(changes, 'ada')).toEqual([['accounts', 'skipped', 'decided']])
    }
    expect((await inbox(lab)).map((one) => one.state)).toEqual(['decided'])
    await change(mailOf('ada', 'third@example.org'))
    expect(rowsOf((await lab.preview()).changes, 'ada')).toEqual([
      ['accounts', 'conflict', 'conflict_username_taken'],
    ])
    expect(await inbox(lab, 'open')).toMatchObject([{ askedAgain: true, decision: null }])
  })

  test('S17 entries that share a mail conflict, and only those; each is decided by itself', async () => {
    const shared = { mail: ['twin@example.org'] }
    const lab = await company([personLdif('one', shared), personLdif('two', shared), personLdif('cy')])
    await lab.addPerson({ username: 'twin', email: 'twin@example.org', displayName: 'Twin' })
    const { changes } = await lab.sync()
    expect(changes.map((row) => [row.name, row.kind])).toEqual([
      ['cy', 'create'],
      ['one', 'conflict'],
      ['two', 'conflict'],
    ])
    const open = await inbox(lab, 'open')
    expect(open.map((one) => [one.name, one.candidates.map((who) => who.dn ?? who.name)])).toEqual([
      ['two', ['twin', dnOf('one')]],
      ['one', ['twin', dnOf('two')]],
    ])
    const { id } = await lab.person('twin')
    await decide(lab, 'one', { kind: 'link', localId: id })
    await decide(lab, 'two', { kind: 'link', localId: id })
    const both = await lab.preview()
    expect(both.proposals).toEqual([])
    const again = await inbox(lab, 'open')
    expect(again.map(({ name, why, askedAgain, decision }) => [name, why, askedAgain, decision])).toEqual(
      ['two', 'one'].map((name) => [
        name,
        'Two entries were decided to be this one. Decide one of them again.',
        true,
        { kind: 'link', localId: id },
      ]),
    )
    await lab.preview()
    expect((await inbox(lab, 'open')).map((one) => one.name)).toEqual(['two', 'one'])
    await decide(lab, 'two', { kind: 'separate' })
    const { run } = await lab.sync()
    expect(run.state).toBe('succeeded')
    // The accounts have authority, so the entry takes the account's name.
    expect([await dnsOf(lab, 'twin'), await dnsOf(lab, 'two')]).toEqual([[dnOf('twin')], [dnOf('two')]])
    expect(await lab.person('twin')).toMatchObject({ id })
    expect(await values(dnOf('twin'), 'cn')).toEqual(['one'])
    expect((await lab.preview()).proposals).toEqual([])
  })

  test('two keys that point at two accounts: the chosen one is linked, the other stays its own person', async () => {
    const lab = await company([personLdif('ada', { employeeNumber: ['7'] })])
    await lab.addPerson({ username: 'seven', employeeNumber: '7', email: 'seven@example.org' })
    await lab.addPerson({ username: 'mail', email: 'ada@example.org' })
    await lab.preview()
    const [conflict] = await inbox(lab, 'open')
    expect(conflict?.reason).toBe('conflict_ambiguous_match')
    expect(conflict?.candidates.map((who) => who.name)).toEqual(['seven', 'mail'])
    await decide(lab, 'ada', { kind: 'link', localId: (await lab.person('mail')).id })
    const { changes, run } = await lab.sync()
    expect(run.state).toBe('succeeded')
    expect(changes.filter((row) => row.kind === 'link').map((row) => row.name)).toEqual(['mail'])
    expect(changes.filter((row) => row.kind === 'create').map((row) => [row.side, row.name])).toEqual([
      ['directory', 'seven'],
    ])
  })

  test('two entries that match one account by different keys: deciding for one settles both', async () => {
    const lab = await company([
      personLdif('number', { employeeNumber: ['7'] }),
      personLdif('mail', { mail: ['ada@example.org'] }),
    ])
    const { id } = await lab.addPerson({ username: 'ada', employeeNumber: '7', email: 'ada@example.org' })
    const { changes } = await lab.preview()
    expect(changes.map((row) => row.kind)).toEqual(['conflict', 'conflict'])
    expect((await inbox(lab, 'open')).map((one) => one.candidates.map((who) => who.dn ?? who.name))).toEqual([
      ['ada', dnOf('mail')],
      ['ada', dnOf('number')],
    ])
    await decide(lab, 'mail', { kind: 'separate' })
    const second = await lab.preview()
    expect(rowsOf(second.changes, 'mail')).toEqual([['accounts', 'create', 'decided']])
    expect(second.changes.find((row) => row.kind === 'link')).toMatchObject({
      localId: id,
      reason: 'matched',
    })
    expect((await lab.sync()).run.state).toBe('succeeded')
  })

  describe('S15 deleted and re-created', () => {
    const recreated = async (holdFirst: boolean) => {
      const lab = await company([
        personLdif('ada', { title: ['Analyst'] }),
        personLdif('bo'),
        groupLdif('staff', ['ada', 'bo']),
      ])
      await lab.sync()
      await change(deleteLdif(dnOf('ada')))
      if (holdFirst) {
        await lab.sync({ approve: true })
        expect((await lab.person('ada')).effectivelyActive).toBe(false)
      }
      await change(personLdif('ada', { title: ['Analyst'], displayName: ['Ada Again'] }))
      return lab
    }

    test.each([
      ['between two syncs', false],
      ['after the account was put on hold', true],
    ])(
      '%s: decided to be the same, the account goes on with the new entry, its groups too',
      async (_, held) => {
        const lab = await recreated(held)
        const before = await lab.person('ada')
        await lab.preview()
        const [conflict] = await inbox(lab, 'open')
        expect(conflict).toMatchObject({
          reason: 'conflict_recreated',
          candidates: [{ name: 'ada', link: 'gone' }],
        })
        await decide(lab, 'ada', { kind: 'link', localId: before.id })
        const { changes, run } = await lab.sync()
        expect(run.state).toBe('succeeded')
        expect(rowsOf(changes, 'ada').map(([, kind]) => kind)).not.toContain('hold')
        const after = await lab.person('ada')
        expect(after).toMatchObject({ id: before.id, badge: 'linked', effectivelyActive: true })
        expect(after.links.map((link) => [link.dn, link.state])).toEqual([[dnOf('ada'), 'active']])
        expect(after.links[0]?.stableId).not.toBe(before.links[0]?.stableId)
        expect(await lab.members('staff')).toEqual(['ada', 'bo'])
        expect((await values(groupDn('staff'), 'uniqueMember')).toSorted()).toEqual([dnOf('ada'), dnOf('bo')])
        expect((await lab.preview()).proposals).toEqual([])
      },
    )

    test('an account whose own entry is still there cannot be given to another', async () => {
      const lab = await company([personLdif('ada', { employeeNumber: ['7'] })])
      await lab.sync()
      await change(personLdif('impostor', { employeeNumber: ['7'] }))
      await lab.preview()
      const [conflict] = await inbox(lab, 'open')
      expect(conflict).toMatchObject({ choices: ['separate', 'ignore'], candidates: [{ link: 'there' }] })
      const { id } = await lab.person('ada')
      await expect(decide(lab, 'impostor', { kind: 'link', localId: id })).rejects.toMatchObject({
        code: 'invalid_request',
      })
    })
  })

  test('a group of a name that is linked already: decided to be the same after its entry was re-created', async () => {
    const lab = await company([personLdif('ada'), personLdif('bo'), groupLdif('staff', ['ada', 'bo'])])
    await lab.sync()
    await change(deleteLdif(groupDn('staff')), groupLdif('staff', ['ada']))
    await lab.preview()
    const [conflict] = await inbox(lab, 'open')
    expect(conflict).toMatchObject({
      subjectKind: 'group',
      reason: 'conflict_recreated',
      candidates: [{ link: 'gone', keys: [{ local: 'name', account: 'staff', entry: 'staff' }] }],
    })
    await decide(lab, 'staff', { kind: 'link', localId: (await lab.group('staff')).id })
    const { run } = await lab.sync()
    expect(run.state).toBe('succeeded')
    expect(await lab.members('staff')).toEqual(['ada', 'bo'])
    expect((await values(groupDn('staff'), 'uniqueMember')).toSorted()).toEqual([dnOf('ada'), dnOf('bo')])
    expect((await lab.preview()).proposals).toEqual([])
  })
})
