import type { PlanChange } from '@bindery/contract'
import { describe, expect, test } from 'vitest'
import { moveLdif } from './ad-company.ts'
import { dnOf, groupDn, groupLdif, modifyLdif, personLdif, useSlapd, users } from './company.ts'

const { company, change, values } = useSlapd()

/** What the rows about names say, without those by which links follow their entries. */
const told = (changes: readonly PlanChange[]) =>
  changes
    .filter((row) => row.reason !== 'renamed_in_directory')
    .map((row) => [row.name, row.side, row.kind, row.reason])
const withheld = (name: string, side: PlanChange['side']) => [name, side, 'withheld', 'withheld_name_taken']
const whyOf = (changes: readonly PlanChange[], name: string) =>
  changes.find((row) => row.name === name && row.kind === 'withheld')?.why

const renameTo = (from: string, to: string) => moveLdif(dnOf(from), `uid=${to}`, users)
const zoe = { username: 'zoe', familyName: 'Zed', displayName: 'Zoe Zed', email: 'zed@example.org' }

describe('an entry takes the username of an account that has no entry yet', () => {
  test('both wait, each says for whom, and the rest goes on; once one has another name, both follow', async () => {
    const lab = await company([personLdif('ada'), groupLdif('staff', ['ada'])])
    await lab.sync()
    await change(renameTo('ada', 'zoe'), modifyLdif(dnOf('zoe'), 'replace: title', 'title: Captain'))
    await lab.addPerson(zoe)
    const { run, changes } = await lab.sync()
    expect(told(changes)).toEqual([
      withheld('ada', 'accounts'),
      ['ada', 'accounts', 'update', 'changed_in_directory'],
      withheld('zoe', 'directory'),
    ])
    expect(whyOf(changes, 'ada')).toContain('The account zoe has the same username and keeps it')
    expect(whyOf(changes, 'zoe')).toContain(`${dnOf('zoe')} has the same name, and belongs to ada`)
    expect(run).toMatchObject({ state: 'succeeded', outcome: { refused: 0 } })
    expect(await lab.person('ada')).toMatchObject({ title: 'Captain' })
    const again = await lab.preview()
    expect(told(again.changes)).toEqual([withheld('ada', 'accounts'), withheld('zoe', 'directory')])
    await lab.editPerson('zoe', { username: 'zed' })
    expect((await lab.sync({ approve: true })).run).toMatchObject({
      state: 'succeeded',
      outcome: { refused: 0 },
    })
    expect((await lab.person('zoe')).displayName).toBe('ada Tester')
    expect(await values(dnOf('zed'), 'mail')).toEqual(['zed@example.org'])
    expect((await lab.preview()).changes).toEqual([])
  })

  test('so where the username does not name the entry', async () => {
    const dn = `cn=ada,${users}`
    const lab = await company([personLdif('ada', {}, dn)], ({ people }) => {
      people.rdnAttribute = 'cn'
    })
    await lab.sync()
    await change(modifyLdif(dn, 'replace: uid', 'uid: zoe'))
    await lab.addPerson(zoe)
    const { changes } = await lab.preview()
    expect(told(changes)).toEqual([withheld('ada', 'accounts'), withheld('zoe', 'directory')])
    expect(whyOf(changes, 'zoe')).toContain(`${dn} has the same name, and belongs to ada`)
  })

  test('so with groups', async () => {
    const lab = await company([personLdif('ada'), groupLdif('staff', ['ada'])])
    await lab.sync()
    await change(moveLdif(groupDn('staff'), 'cn=team', 'ou=groups,dc=example,dc=org'))
    await lab.addGroup('team')
    const { changes } = await lab.preview()
    expect(told(changes)).toEqual([withheld('staff', 'accounts'), withheld('team', 'directory')])
  })
})

test('an entry and another account are renamed alike: neither follows, and each says for whom', async () => {
  const lab = await company([personLdif('ada'), personLdif('bo')])
  await lab.sync()
  await change(renameTo('ada', 'zoe'))
  await lab.editPerson('bo', { username: 'zoe' })
  const { changes } = await lab.preview()
  expect(told(changes)).toEqual([withheld('zoe', 'directory'), withheld('ada', 'accounts')])
  expect(whyOf(changes, 'ada')).toContain('The account zoe has the same username')
  expect(whyOf(changes, 'zoe')).toContain(`The entry ${dnOf('zoe')} has the same username`)
})

test('names that are handed on from one to the next wait for nobody, unless the last of them is not free', async () => {
  const lab = await company(['ada', 'bo', 'cy'].map((uid) => personLdif(uid)))
  await lab.sync()
  await change(renameTo('cy', 'di'), renameTo('bo', 'cy'), renameTo('ada', 'bo'))
  const kinds = async () => {
    const { changes } = await lab.preview()
    return changes.filter((row) => row.kind !== 'move').map((row) => [row.name, row.kind])
  }
  expect(await kinds()).toEqual(['ada', 'bo', 'cy'].map((name) => [name, 'update']))
  await lab.addPerson({ ...zoe, username: 'di' })
  expect(await kinds()).toEqual(['ada', 'bo', 'cy', 'di'].map((name) => [name, 'withheld']))
  const { id } = await lab.person('di')
  await lab.editPerson('di', { username: 'eve' })
  const { run } = await lab.sync({ approve: true })
  expect(run).toMatchObject({ state: 'succeeded', outcome: { refused: 0 } })
  expect((await lab.person('eve')).id).toBe(id)
  expect((await lab.preview()).changes).toEqual([])
})
