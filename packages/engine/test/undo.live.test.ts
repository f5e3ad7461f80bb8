import { expect, test } from 'vitest'
import { dnOf, groupDn, groupLdif, modifyLdif, personLdif, useSlapd } from './company.ts'
import type { Company } from './harness.ts'

const { server, company, change, values } = useSlapd()

/** Everything that the two sides hold, but for ids, times and whatever else the servers make up. */
async function bothSides(lab: Company) {
  const people = await Promise.all((await lab.everybody()).map(({ username }) => lab.person(username)))
  const groups = await Promise.all(
    (await lab.everyGroup()).map(async ({ name, description }) => ({
      name,
      description,
      members: await lab.members(name),
    })),
  )
  const entries = await server().search(['(objectClass=*)', '*'])
  return {
    people: people.map(({ username, title, phone, email, active, badge, groups: member }) => ({
      username,
      title,
      phone,
      email,
      active,
      badge,
      groups: member.map(({ name }) => name),
    })),
    groups,
    // Values have no order.
    entries: entries
      .map(({ dn, attributes }) => [dn, ...Object.values(attributes).flat().toSorted()])
      .toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1)),
  }
}

async function undo(lab: Company, runId: number) {
  const { planId } = await lab.verbs.undoRun({ ...lab.call, params: { id: runId } })
  return lab.ready(planId)
}

test('S37 a run of creations, updates, moves, disables and member changes is undone on both sides', async () => {
  const lab = await company(
    [
      ...['ada', 'bo', 'cy', 'di'].map((uid) => personLdif(uid, { title: ['Old'], employeeType: ['TRUE'] })),
      groupLdif('staff', ['ada', 'bo', 'cy']),
    ],
    (settings) => {
      const [model] = settings.mapping.people
      if (model)
        settings.mapping.people.push({
          ...model,
          id: 'status',
          local: 'active',
          remote: 'employeeType',
          required: false,
        })
    },
  )
  await lab.sync()
  await change(
    modifyLdif(dnOf('ada'), 'replace: title', 'title: Pulled'),
    modifyLdif(dnOf('di'), 'replace: employeeType', 'employeeType: FALSE'),
    modifyLdif(groupDn('staff'), 'delete: uniqueMember', `uniqueMember: ${dnOf('cy')}`),
    personLdif('new-there'),
    groupLdif('club', ['ada', 'di']),
  )
  await lab.editPerson('bo', { title: 'Pushed', username: 'bob' })
  await lab.editPerson('cy', { active: false, phone: '+49 1' })
  await lab.addPerson({ username: 'new-here', email: 'new-here@example.org' })
  await lab.editMembers('staff', { add: ['di'], remove: ['ada'] })
  const before = await bothSides(lab)

  const { run, proposals } = await lab.sync({ approve: true })
  expect(run.state).toBe('succeeded')
  expect(new Set(proposals.map(({ side, kind }) => `${side} ${kind}`))).toEqual(
    new Set([
      'accounts create',
      'accounts update',
      'accounts disable',
      'accounts members',
      'directory create',
      'directory update',
      'directory disable',
      'directory move',
      'directory members',
    ]),
  )
  const back = await undo(lab, run.id)
  expect(back.plan).toMatchObject({ undoes: run.id, sentence: expect.stringMatching(/^Undoes run \d+: /) })
  expect(back.changes.filter((row) => !row.applicable)).toEqual([])
  const undone = await lab.apply(back.plan, { approve: true })
  expect(undone.operations.filter(({ state }) => state !== 'done')).toEqual([])
  expect(await bothSides(lab)).toEqual(before)

  // What was undone is proposed again, and nothing else: the bases went back as well.
  const again = (await lab.preview()).proposals.map(({ side, kind, name, effect }) => [
    side,
    kind,
    name,
    effect,
  ])
  const first = proposals.map(({ side, kind, name, effect }) => [side, kind, name, effect])
  expect(again.toSorted()).toEqual(first.toSorted())
})

test('S37 the first sync itself is undone: groups that it made go, with the people in them', async () => {
  const lab = await company([
    ...['ada', 'bo'].map((uid) => personLdif(uid)),
    groupLdif('staff', ['ada', 'bo']),
  ])
  await lab.addPerson({ username: 'cy', email: 'cy@example.org' })
  const before = await bothSides(lab)
  const { run } = await lab.sync()
  await lab.save((settings) => {
    Object.assign(settings.policy.schedule, { mode: 'interval', seconds: 86_400 })
  })
  const { plan } = await undo(lab, run.id)
  const undone = await lab.apply(plan, { approve: true })
  expect(undone.operations.filter(({ state }) => state !== 'done')).toEqual([])
  expect(await bothSides(lab)).toEqual(before)
  // A schedule would do it all again.
  const schedule = await lab.verbs.getSchedule({ ...lab.call, params: { id: lab.directoryId } })
  expect(schedule.paused?.why).toContain(`Run ${run.id} was undone`)
})

test('S37 what was changed since the run is left alone, and listed first', async () => {
  const lab = await company([personLdif('ada', { title: ['Old'], mobile: ['1'] }), personLdif('bo')])
  await lab.sync()
  await change(modifyLdif(dnOf('ada'), 'replace: title', 'title: New', '-', 'replace: mobile', 'mobile: 2'))
  await lab.addPerson({ username: 'cy', email: 'cy@example.org' })
  const { run } = await lab.sync()
  await lab.editPerson('ada', { phone: '3' })
  await change(modifyLdif(dnOf('cy'), 'replace: sn', 'sn: Married'))
  const { plan, changes } = await undo(lab, run.id)
  expect(changes.map(({ name, side, kind, reason }) => [name, side, kind, reason])).toEqual([
    ['cy', 'directory', 'withheld', 'withheld_changed_since'],
    ['ada', 'accounts', 'withheld', 'withheld_changed_since'],
    ['ada', 'accounts', 'update', 'undone'],
  ])
  await lab.apply(plan)
  expect(await lab.person('ada')).toMatchObject({ title: 'Old', phone: '3' })
  expect(await values(dnOf('cy'), 'sn')).toEqual(['Married'])
})

test('S37 who was deleted here is not linked again, so that no entry is deleted after an undo', async () => {
  const lab = await company([
    ...['ada', 'bo'].map((uid) => personLdif(uid)),
    groupLdif('staff', ['bo']),
    groupLdif('club', ['bo']),
  ])
  await lab.sync()
  await lab.save(({ policy, groups }) => {
    Object.assign(policy, { goneFromAccounts: 'ignore', leftScope: 'unlink' })
    groups.extraFilter = '(!(cn=club))'
  })
  await lab.deletePerson('ada')
  await lab.deleteGroup('staff')
  const { run, proposals } = await lab.sync({ approve: true })
  expect(proposals.map(({ name, kind }) => [name, kind]).toSorted()).toEqual([
    ['ada', 'unlink'],
    ['club', 'unlink'],
    ['staff', 'unlink'],
  ])
  await lab.deleteGroup('club')
  await lab.save(({ policy, groups }) => {
    policy.goneFromAccounts = 'delete'
    groups.extraFilter = ''
  })
  const { plan, changes } = await undo(lab, run.id)
  expect(plan.included).toBe(0)
  expect(changes.map(({ name, kind, reason, why }) => [name, kind, reason, why]).toSorted()).toEqual([
    ['ada', 'withheld', 'withheld_cannot_undo', 'The account here is gone.'],
    ['club', 'withheld', 'withheld_cannot_undo', 'The group here is gone.'],
    ['staff', 'withheld', 'withheld_cannot_undo', 'The group here is gone.'],
  ])
  expect((await lab.preview()).proposals).toEqual([])
})

test('S37 who is deleted here before an undo is applied is not linked again by it', async () => {
  const lab = await company([personLdif('ada'), personLdif('bo')])
  await lab.sync()
  await lab.save(({ policy, people }) => {
    policy.leftScope = 'unlink'
    people.extraFilter = '(!(uid=ada))'
  })
  const { run } = await lab.sync({ approve: true })
  await lab.save(({ policy, people }) => {
    policy.goneFromAccounts = 'delete'
    people.extraFilter = ''
  })
  const { plan } = await undo(lab, run.id)
  expect(plan.included).toBe(1)
  await lab.deletePerson('ada')
  const undone = await lab.apply(plan)
  expect(undone.operations.map(({ state }) => state)).toEqual(['drifted'])
  expect((await lab.preview()).proposals).toEqual([])
})

test('only what failed in a run is included in a retry', async () => {
  const lab = await company(['ada', 'bo', 'cy'].map((uid) => personLdif(uid, { title: ['Old'] })))
  await lab.sync()
  await lab.editPerson('ada', { title: 'New' })
  await lab.editPerson('bo', { title: 'New' })
  const { plan } = await lab.preview()
  await change(modifyLdif(dnOf('bo'), 'replace: title', 'title: Theirs'))
  const { run } = await lab.apply(plan)
  expect(run.outcome).toMatchObject({ done: 1, drifted: 1 })
  await lab.editPerson('cy', { title: 'Later' })
  const { planId } = await lab.verbs.retryRun({ ...lab.call, params: { id: run.id } })
  const retry = await lab.ready(planId)
  expect(retry.plan).toMatchObject({ retries: run.id, included: 1 })
  expect(retry.changes.map(({ name, included }) => [name, included])).toEqual(
    expect.arrayContaining([
      ['bo', true],
      ['cy', false],
    ]),
  )
  expect((await lab.apply(retry.plan)).run.state).toBe('succeeded')
  expect(await values(dnOf('bo'), 'title')).toEqual(['New'])
})

test('S37 memberships that were so already when the run came to them are not its to undo', async () => {
  const lab = await company([
    ...['ada', 'bo', 'cy', 'di', 'ed', 'fay'].map((uid) => personLdif(uid)),
    groupLdif('staff', ['ada', 'bo', 'cy', 'di']),
  ])
  await lab.sync()
  const member = (operation: 'add' | 'delete', ...uids: string[]) =>
    modifyLdif(
      groupDn('staff'),
      `${operation}: uniqueMember`,
      ...uids.map((uid) => `uniqueMember: ${dnOf(uid)}`),
    )
  // bo and cy left here, ed and fay joined there: the run carries each of them to the other side.
  await lab.editMembers('staff', { remove: ['bo', 'cy'] })
  await change(member('add', 'ed', 'fay'))
  const { plan } = await lab.preview()
  await change(member('delete', 'bo'))
  await lab.editMembers('staff', { add: ['ed'] })
  const { run } = await lab.apply(plan)
  expect(run.state).toBe('succeeded')
  expect(await lab.members('staff')).toEqual(['ada', 'di', 'ed', 'fay'])
  const back = await undo(lab, run.id)
  expect(back.proposals.map((row) => [row.side, row.changed.map(({ op, name }) => [op, name])])).toEqual([
    ['directory', [['add', 'cy']]],
    ['accounts', [['remove', 'fay']]],
  ])
  await lab.apply(back.plan)
  expect(await lab.members('staff')).toEqual(['ada', 'di', 'ed'])
  expect((await values(groupDn('staff'), 'uniqueMember')).toSorted()).toEqual(
    ['ada', 'cy', 'di', 'ed', 'fay'].map(dnOf),
  )
})

test('S37 an undo is undone: who comes back is who they were, linked as before and in their groups', async () => {
  const lab = await company([
    ...['ada', 'bo'].map((uid) => personLdif(uid)),
    groupLdif('staff', ['ada', 'bo']),
    groupLdif('club', ['ada']),
  ])
  await lab.addPerson({ username: 'cy', email: 'cy@example.org' })
  await lab.addPerson({ username: 'bo', email: 'bo@example.org' })
  const { run } = await lab.sync()
  const after = await bothSides(lab)
  const ids = (await lab.everybody()).map(({ id, username }) => [id, username])
  const back = await undo(lab, run.id)
  const undone = await lab.apply(back.plan, { approve: true })

  const again = await undo(lab, undone.run.id)
  const redone = await lab.apply(again.plan, { approve: true })
  expect(redone.operations.filter(({ state }) => state !== 'done')).toEqual([])
  expect(await bothSides(lab)).toEqual(after)
  expect((await lab.everybody()).map(({ id, username }) => [id, username])).toEqual(ids)
  // They are linked again: nothing is made twice, and both sides only find that they agree.
  const { proposals } = await lab.preview()
  expect(proposals.map(({ name, side, kind, effect }) => [name, side, kind, effect])).toEqual([])
})

test('S37 an undone deletion does not take an entry from the account that has it by now', async () => {
  const lab = await company([personLdif('ada'), personLdif('bo')])
  const { run } = await lab.sync()
  const undone = await lab.apply((await undo(lab, run.id)).plan, { approve: true })
  await lab.sync()
  const { changes } = await undo(lab, undone.run.id)
  expect(changes.map(({ name, kind, why }) => [name, kind, why]).toSorted()).toEqual(
    ['ada', 'bo'].map((name) => [name, 'withheld', 'Its entry is linked to another by now.']),
  )
})

test('S37 memberships of people whom the run linked go as well, and their links last', async () => {
  const lab = await company([...['ada', 'bo'].map((uid) => personLdif(uid)), groupLdif('staff', ['bo'])])
  await lab.addPerson({ username: 'ada', email: 'ada@example.org' })
  await lab.addGroup('staff')
  await lab.editMembers('staff', { add: ['ada'] })
  const before = await bothSides(lab)
  const { run } = await lab.sync()
  expect(await values(groupDn('staff'), 'uniqueMember')).toHaveLength(2)
  const { plan } = await undo(lab, run.id)
  const undone = await lab.apply(plan, { approve: true })
  expect(undone.operations.filter(({ state }) => state !== 'done')).toEqual([])
  expect(await bothSides(lab)).toEqual(before)
})

test('S37 the link of somebody on hold stays, so that their hold can end', async () => {
  const lab = await company([personLdif('ada'), personLdif('bo')])
  for (const username of ['ada', 'bo']) await lab.addPerson({ username, email: `${username}@example.org` })
  const { run } = await lab.sync()
  await change(`dn: ${dnOf('ada')}\nchangetype: delete\n`)
  await lab.sync({ approve: true })
  const { plan, changes } = await undo(lab, run.id)
  expect(
    changes.filter(({ name }) => name === 'ada').map(({ kind, effect }) => [kind, effect]),
  ).toContainEqual(['withheld', 'Left alone: on hold since the run'])
  await lab.apply(plan)
  expect((await lab.holds()).map(({ username }) => username)).toEqual(['ada'])
  expect((await lab.preview()).proposals.filter(({ name }) => name === 'ada')).toEqual([])
})
