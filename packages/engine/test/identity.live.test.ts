import { describe, expect, test } from 'vitest'
import { deleteLdif, dnOf, groupDn, groupLdif, modifyLdif, personLdif, useSlapd, users } from './company.ts'

const { company, change, values } = useSlapd()

const renameLdif = (dn: string, rdn: string, parent?: string) =>
  `dn: ${dn}\nchangetype: modrdn\nnewrdn: ${rdn}\ndeleteoldrdn: 1\n${parent ? `newsuperior: ${parent}\n` : ''}\n`
const unitLdif = (name: string) => `dn: ou=${name},${users}\nobjectClass: organizationalUnit\nou: ${name}\n\n`

describe('identity', () => {
  test('S13 moved, renamed, RDN and DN case changed: the same accounts, memberships intact, shown as moves', async () => {
    const lab = await company([
      unitLdif('oslo'),
      personLdif('ada'),
      personLdif('bo'),
      personLdif('cy'),
      personLdif('di'),
      groupLdif('staff', ['ada', 'bo', 'cy', 'di']),
    ])
    await lab.sync()
    const before = await lab.everybody()
    await change(
      renameLdif(dnOf('ada'), 'uid=ada', `ou=oslo,${users}`),
      renameLdif(dnOf('bo'), 'uid=bob'),
      renameLdif(dnOf('cy'), 'cn=cy'),
      modifyLdif(`cn=cy,${users}`, 'add: uid', 'uid: cy'),
      renameLdif(dnOf('di'), 'uid=DI'),
      renameLdif(groupDn('staff'), 'cn=crew'),
    )
    const { changes, proposals, run } = await lab.sync()
    expect(run.state).toBe('succeeded')
    const moves = proposals.filter((row) => row.kind === 'move')
    expect(moves.map((row) => [row.side, row.name, row.reason]).toSorted()).toEqual([
      ['accounts', 'ada', 'moved_in_directory'],
      ['accounts', 'bo', 'renamed_in_directory'],
      ['accounts', 'cy', 'renamed_in_directory'],
      ['accounts', 'di', 'renamed_in_directory'],
      ['accounts', 'staff', 'renamed_in_directory'],
    ])
    expect(moves.find((row) => row.name === 'staff')?.why).toMatch(/The group stays the same/)
    expect(moves.find((row) => row.name === 'di')?.why).toMatch(/The account stays the same/)
    expect(changes.some((row) => ['create', 'hold', 'unlink', 'members'].includes(row.kind))).toBe(false)
    const after = await lab.everybody()
    expect(after.map((row) => row.id).toSorted()).toEqual(before.map((row) => row.id).toSorted())
    expect((await lab.members('crew')).toSorted()).toEqual(['DI', 'ada', 'bob', 'cy'])
    expect((await lab.person('ada')).links[0]?.dn).toBe(`uid=ada,ou=oslo,${users}`)
    expect((await lab.preview()).proposals).toEqual([])
  })

  test('S18 two entries swap usernames, and one leaves its name to another: ends right, in one run', async () => {
    const lab = await company(['ada', 'bo', 'cy'].map((uid) => personLdif(uid)))
    await lab.sync()
    const idOf = async (email: string) => (await lab.everybody()).find((row) => row.email === email)?.id
    const before = [await idOf('ada@example.org'), await idOf('bo@example.org'), await idOf('cy@example.org')]
    await change(
      renameLdif(dnOf('ada'), 'uid=passing'),
      renameLdif(dnOf('bo'), 'uid=ada'),
      renameLdif(dnOf('passing'), 'uid=bo'),
      renameLdif(dnOf('cy'), 'uid=cyd'),
      personLdif('cy', { mail: ['other@example.org'] }),
    )
    const { run, operations } = await lab.sync()
    expect(operations.filter(({ state }) => state !== 'done')).toEqual([])
    expect(run.state).toBe('succeeded')
    const now = (await lab.everybody()).map(({ id, username, email }) => [id, username, email])
    expect(now.toSorted()).toEqual(
      [
        [before[0], 'bo', 'ada@example.org'],
        [before[1], 'ada', 'bo@example.org'],
        [before[2], 'cyd', 'cy@example.org'],
      ].toSorted(),
    )
    // Whoever has the name now was in conflict with the account that had it, and is new to the next plan.
    const { proposals } = await lab.sync()
    expect(proposals.map(({ kind, name }) => [kind, name])).toEqual([['create', 'cy']])
    expect((await lab.preview()).proposals).toEqual([])
  })

  test('matching keys compare as their attribute does: in every normal form of Unicode, and by its regard for case', async () => {
    const nfc = 'Jos\u00e9'
    const nfd = 'Jose\u0301'
    const matchedBy = async (remote: string) => {
      const lab = await company(
        [],
        ({ mapping }) => (mapping.matching = [{ local: 'employeeNumber', remote }]),
      )
      for (const number of [`${nfc} 1`, `${nfc.toUpperCase()} 2`])
        await lab.addPerson({ username: `a${number.at(-1)}`, employeeNumber: number })
      return (await lab.preview()).changes.flatMap(({ kind, name }) => (kind === 'link' ? [name] : []))
    }
    await change(
      ...['1', '2'].map((number) =>
        personLdif(`e${number}`, {
          employeeNumber: [`${nfd} ${number}`],
          labeledURI: [`${nfd} ${number}`],
        }),
      ),
    )
    expect(await matchedBy('employeeNumber')).toEqual(['a1', 'a2'])
    // Of inetOrgPerson's attributes, this one tells upper from lower case.
    expect(await matchedBy('labeledURI')).toEqual(['a1'])
  })

  test('S14 names with every special character are read, matched, written, and stay in their groups', async () => {
    const odd = [
      String.raw`cn=Doe\, John`,
      String.raw`cn=Mira \2B Co`,
      String.raw`cn=\#1 Priya`,
      String.raw`cn=\20Tom\C3\A1s\20`,
      'cn=雅美+uid=p5',
      String.raw`cn=Q \"x\" \3B \3Cy\3E \5C`,
    ].map((rdn) => `${rdn},${users}`)
    const lab = await company([
      ...odd.map((dn, index) =>
        personLdif(
          `p${index + 1}`,
          {
            cn: [
              ['Doe, John', 'Mira + Co', '#1 Priya', ' Tomás ', '雅美', String.raw`Q "x" ; <y> \ `.trimEnd()][
                index
              ] ?? '',
            ],
          },
          dn,
        ),
      ),
      groupLdif('odd', odd),
    ])
    await lab.addPerson({ username: 'p1', email: 'p1@example.org' })
    expect((await lab.sync()).run.state).toBe('succeeded')
    const names = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6']
    expect(await lab.members('odd')).toEqual(names)
    await Promise.all(names.map((name) => lab.editPerson(name, { title: `Title, of + ${name}` })))
    await lab.editMembers('odd', { remove: ['p1'] })
    const { run, operations } = await lab.sync()
    expect(operations.filter((operation) => operation.state !== 'done')).toEqual([])
    expect(run.state).toBe('succeeded')
    for (const [index, dn] of odd.entries())
      expect(await values(dn, 'title')).toEqual([`Title, of + p${index + 1}`])
    expect((await values(groupDn('odd'), 'uniqueMember')).length).toBe(5)
    expect((await lab.preview()).proposals).toEqual([])
  })

  test('S15 deleted and re-created with the same username is another entry: a conflict, never a takeover', async () => {
    const lab = await company([personLdif('ada', { title: ['Analyst'] }), personLdif('bo')])
    await lab.sync()
    const linked = (await lab.person('ada')).links[0]?.stableId
    await change(deleteLdif(dnOf('ada')), personLdif('ada', { title: ['Impostor'], mail: ['x@example.org'] }))
    const { changes } = await lab.sync()
    const rows = changes.filter((row) => row.name === 'ada')
    expect(rows.some((row) => row.kind === 'conflict' && !row.applicable)).toBe(true)
    expect(rows.some((row) => ['update', 'link', 'create', 'release'].includes(row.kind))).toBe(false)
    expect(await lab.person('ada')).toMatchObject({
      title: 'Analyst',
      email: 'ada@example.org',
      active: true,
    })
    expect((await lab.person('ada')).links.map((link) => link.stableId)).toEqual([linked])
  })

  test('S47 a held person is neither re-created nor re-linked by the next run; the same entry coming back revives them', async () => {
    const lab = await company([personLdif('ada'), personLdif('bo'), groupLdif('staff', ['ada', 'bo'])])
    await lab.sync()
    await lab.save((settings) => {
      settings.people.extraFilter = '(!(title=Left))'
    })
    await change(modifyLdif(dnOf('ada'), 'replace: title', 'title: Left'))
    const left = await lab.sync({ approve: true })
    expect(left.changes.find((row) => row.name === 'ada')).toMatchObject({
      kind: 'hold',
      reason: 'left_scope',
    })
    expect(await lab.person('ada')).toMatchObject({ badge: 'held', active: true, effectivelyActive: false })
    expect(await lab.members('staff')).toEqual(['ada', 'bo'])
    expect((await values(groupDn('staff'), 'uniqueMember')).length).toBe(2)
    expect((await lab.preview()).proposals).toEqual([])
    await change(modifyLdif(dnOf('ada'), 'replace: title', 'title: Back'))
    const back = await lab.sync()
    expect(back.proposals.map((row) => row.kind)).toContain('release')
    expect(await lab.person('ada')).toMatchObject({ badge: 'linked', effectivelyActive: true, title: 'Back' })
    expect(await lab.members('staff')).toEqual(['ada', 'bo'])
    expect((await lab.preview()).proposals).toEqual([])
  })
})
