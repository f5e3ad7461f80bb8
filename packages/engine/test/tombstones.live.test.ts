import type { Policy } from '@bindery/contract'
import { expect, test } from 'vitest'
import { deleteLdif, dnOf, groupDn, groupLdif, modifyLdif, personLdif, useSlapd, users } from './company.ts'

const { server, company, change } = useSlapd()

const names = ['deleted', 'gone', 'left', ...Array.from({ length: 12 }, (_, index) => `p${index}`)]
const away = `ou=away,${users}`

const cases: [Policy['direction'], Policy['goneFromDirectory']][] = [
  ['two_way', 'hold'],
  ['two_way', 'ignore'],
  ['directory_to_accounts', 'ignore'],
  ['accounts_to_directory', 'hold'],
]
test.each(cases)(
  'S47 %s, %s: who is deleted here, gone there, or out of scope comes back as new on neither side',
  async (direction, absence) => {
    const lab = await company(
      [
        `dn: ${away}\nobjectClass: organizationalUnit\nou: away\n\n`,
        ...names.map((uid) => personLdif(uid)),
        groupLdif('dropped', ['p0', 'deleted']),
        groupLdif('vanished', ['p0', 'gone']),
      ],
      ({ people }) => {
        people.bases = [{ dn: users, scope: 'one_level' }]
      },
    )
    await lab.sync()
    await lab.save(({ policy }) => {
      const ignored = { missingEntry: 'ignore', missingAccount: 'ignore', goneFromAccounts: 'ignore' }
      Object.assign(policy, { direction, goneFromDirectory: absence, leftScope: absence, ...ignored })
    })
    const person = await lab.person('deleted')
    await lab.verbs.deletePerson({ ...lab.call, params: { id: person.id }, version: person.version })
    const group = await lab.group('dropped')
    await lab.verbs.deleteGroup({ ...lab.call, params: { id: group.id }, version: group.version })
    await change(
      deleteLdif(dnOf('gone')),
      deleteLdif(groupDn('vanished')),
      `dn: ${dnOf('left')}\nchangetype: modrdn\nnewrdn: uid=left\ndeleteoldrdn: 1\nnewsuperior: ${away}\n\n`,
    )
    const first = await lab.sync({ approve: true })
    // What is left of each is changed, and the settings too: it still is not seen for the first time.
    await change(modifyLdif(dnOf('deleted'), 'replace: title', 'title: Still here'))
    await lab.editPerson('gone', { title: 'Still here' })
    await lab.editPerson('left', { title: 'Still here' })
    await lab.save(({ people }) => {
      people.extraFilter = '(uid=*)'
    })
    const next = await lab.preview()
    for (const { changes } of [first, next])
      expect(changes.filter((row) => ['create', 'link', 'release'].includes(row.kind))).toEqual([])
    expect(next.proposals).toEqual([])
    const accounts = (await lab.everybody()).map((row) => row.username)
    expect(accounts.toSorted()).toEqual(names.filter((name) => name !== 'deleted').toSorted())
    expect((await lab.everyGroup()).map((row) => row.name)).toEqual(['vanished'])
    const entries = (await server().search(['-b', users, '(uid=*)', 'uid'])).map(({ dn }) => dn)
    const there = names.filter((name) => !['gone', 'left'].includes(name)).map(dnOf)
    expect(entries.toSorted()).toEqual([...there, `uid=left,${away}`].toSorted())
    expect(await server().search(['(cn=vanished)', 'dn'])).toEqual([])
  },
  60_000,
)
