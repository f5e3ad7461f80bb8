import { describe, expect, test } from 'vitest'
import { deleteLdif, dnOf, groupDn, groupLdif, modifyLdif, personLdif, useSlapd, users } from './company.ts'

const { server, company, change, values } = useSlapd({ unique: ['uid', 'employeeNumber'] })

const names = ['ada', 'bo', 'cy', 'di', 'ed']
const everyone = [...names.map((uid) => personLdif(uid, { title: ['Old'] })), groupLdif('staff', names)]

describe('apply', () => {
  test('S31 the server refuses one write of 500: 499 are done, its base is unmoved, and it is proposed again', async () => {
    const all = Array.from({ length: 500 }, (_, index) => `p${index}`)
    const lab = await company([
      ...all.map((uid) => personLdif(uid, { title: ['Old'] })),
      personLdif('other', { employeeNumber: ['7'] }, 'uid=other,ou=services,dc=example,dc=org'),
    ])
    await lab.sync()
    for (const { id, version, username } of await lab.everybody()) {
      const body = { title: 'New', ...(username === 'p250' ? { employeeNumber: '7' } : {}) }
      await lab.verbs.updatePerson({ ...lab.call, params: { id }, version, body })
    }
    const { run, operations } = await lab.sync()
    expect(run).toMatchObject({ state: 'partly', outcome: { done: 499, refused: 1 } })
    expect(operations[0]).toMatchObject({
      state: 'refused',
      name: 'p250',
      failure: {
        code: 'constraint_violation',
        raw: expect.stringMatching(/^19 constraintViolation: non-unique attributes/),
      },
    })
    const titled = (title: string) => server().search(['-b', users, `(title=${title})`, '1.1'])
    expect((await titled('New')).length).toBe(499)
    expect((await titled('Old')).map(({ dn }) => dn)).toEqual([dnOf('p250')])
    await change(deleteLdif('uid=other,ou=services,dc=example,dc=org'))
    const retry = await lab.sync()
    expect(retry.proposals.map((row) => [row.side, row.kind, row.name])).toEqual([
      ['directory', 'update', 'p250'],
    ])
    expect(retry.proposals[0]?.values.map(({ attribute, base }) => [attribute, base])).toEqual([
      ['employeeNumber', []],
      ['title', ['Old']],
    ])
    expect(await values(dnOf('p250'), 'employeeNumber')).toEqual(['7'])
    expect((await lab.preview()).proposals).toEqual([])
  }, 60_000)

  test('S33 what changed between preview and apply is skipped as drifted; a failed login is no drift', async () => {
    const lab = await company([
      ...everyone,
      modifyLdif(dnOf('bo'), 'add: userPassword', 'userPassword: right'),
    ])
    await lab.sync()
    for (const name of ['ada', 'bo', 'cy']) await lab.editPerson(name, { title: 'New', phone: '+1' })
    await change(
      modifyLdif(dnOf('di'), 'replace: title', 'title: Pulled'),
      modifyLdif(dnOf('ed'), 'replace: title', 'title: Pulled'),
    )
    await lab.editMembers('staff', { remove: ['bo'] })
    const { plan } = await lab.preview()
    await change(
      modifyLdif(dnOf('ada'), 'replace: title', 'title: Meanwhile'),
      deleteLdif(dnOf('cy')),
      personLdif('cy', { title: ['Another person'] }),
    )
    expect(await server().canBind(dnOf('bo'), 'wrong')).toBe(false)
    await lab.editPerson('ed', { title: 'Mine' })
    const { run, operations } = await lab.apply(plan)
    const stateOf = (name: string) => operations.find((operation) => operation.name === name)?.state
    expect(run.state).toBe('partly')
    expect(['ada', 'cy', 'ed'].map(stateOf)).toEqual(['drifted', 'drifted', 'drifted'])
    expect(['bo', 'di', 'staff'].map(stateOf)).toEqual(['done', 'done', 'done'])
    expect(await values(dnOf('ada'), 'title')).toEqual(['Meanwhile'])
    expect(await values(dnOf('cy'), 'title')).toEqual(['Another person'])
    expect(await values(dnOf('bo'), 'title')).toEqual(['New'])
    expect([(await lab.person('di')).title, (await lab.person('ed')).title]).toEqual(['Pulled', 'Mine'])
    expect(await values(dnOf('bo'), 'memberOf')).toEqual([])
    expect(await values(dnOf('ada'), 'memberOf')).toEqual([groupDn('staff')])
  })

  test('S38 wrong hashes, changed settings, or a plan already applied: apply refuses', async () => {
    const lab = await company(everyone)
    const { plan } = await lab.preview()
    await expect(lab.apply({ ...plan, planHash: 'other' })).rejects.toMatchObject({ name: 'BinderyError' })
    await expect(lab.apply({ ...plan, selectionHash: 'other' })).rejects.toMatchObject({
      name: 'BinderyError',
    })
    await lab.save((settings) => {
      settings.people.extraFilter = '(uid=*)'
    })
    await expect(lab.apply(plan)).rejects.toThrow(/settings/i)
    const fresh = await lab.preview()
    await lab.apply(fresh.plan)
    await expect(lab.apply(fresh.plan)).rejects.toMatchObject({ name: 'BinderyError' })
    expect((await lab.everybody()).length).toBe(5)
  })
})
