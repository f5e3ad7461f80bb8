import { startFaultProxy } from '@bindery/testbed'
import { expect, onTestFinished, test } from 'vitest'
import { dnOf, groupDn, groupLdif, personLdif, useSlapd, users } from './company.ts'
import { exchangeUsernames, round, uids } from './exchange.ts'
import { openCompany, type Company } from './harness.ts'
import { schemaBytes } from './schema-bytes.ts'

const { company, change, values, server } = useSlapd()

async function open(): Promise<Company> {
  const lab = await company([...uids.map((uid) => personLdif(uid)), groupLdif('staff', uids)])
  await lab.sync()
  return lab
}

/** Whose mail is under which name. */
async function mails(): Promise<Record<string, string>> {
  const entries = await server().search(['-b', users, '(mail=*)', 'uid', 'mail'])
  return Object.fromEntries(
    entries.map(({ attributes }) => [
      attributes['mail']?.[0]?.split('@')[0] ?? '',
      attributes['uid']?.join() ?? '',
    ]),
  )
}

const asBefore = Object.fromEntries(uids.map((uid) => [uid, uid]))

test('S18 accounts that exchange usernames: their entries exchange names, in one run, which can be undone', async () => {
  const lab = await open()
  await exchangeUsernames(lab)
  const { run, operations } = await lab.sync({ approve: true })
  expect(operations.filter(({ state }) => state !== 'done')).toEqual([])
  expect(run).toMatchObject({ state: 'succeeded', outcome: { done: 6 } })
  expect(operations.filter(({ effect }) => effect.includes('by way of uid=moving-'))).toHaveLength(2)
  expect(await mails()).toEqual(round)
  const everyone = Object.values(round).map(dnOf)
  expect((await values(groupDn('staff'), 'uniqueMember')).toSorted()).toEqual(everyone.toSorted())
  expect((await lab.preview()).proposals).toEqual([])

  const { planId } = await lab.verbs.undoRun({ ...lab.call, params: { id: run.id } })
  const back = await lab.ready(planId)
  expect((await lab.apply(back.plan, { approve: true })).run.state).toBe('succeeded')
  expect(await mails()).toEqual(asBefore)
})

test('S18 the LDIF of exchanged names does the same', async () => {
  const lab = await open()
  await exchangeUsernames(lab)
  const { plan } = await lab.preview()
  const file = await lab.verbs.exportPlan({
    ...lab.call,
    params: { id: plan.id },
    query: { format: 'ldif' },
  })
  await change(...(await Array.fromAsync(file.content)))
  expect(await mails()).toEqual(round)
})

test('S18 S36 usernames that are no part of the DN are exchanged, however far a run came that was cut short', async () => {
  const proxy = await startFaultProxy(server().ldapUrl)
  onTestFinished(() => proxy.stop())
  const names = ['ada', 'bo', 'cy']
  await change(...names.map((uid) => personLdif(uid, {}, `cn=${uid},${users}`)))
  const lab = await openCompany({ ...server(), ldapUrl: proxy.url }, ({ people }) => {
    people.rdnAttribute = 'cn'
  })
  onTestFinished(() => lab.close())
  await lab.sync()
  const beforeWrites = await schemaBytes(server())
  const states = new Set<string>()
  const now = [...names]
  // Each time they go round by one, and the connection carries a little more.
  for (let step = 0; step < 6; step += 1) {
    for (const uid of names) await lab.editPerson(uid, { username: `passing-${uid}` })
    for (const [index, uid] of names.entries())
      await lab.editPerson(`passing-${uid}`, { username: names[(index + 1) % 3] ?? '' })
    now.push(now.shift() ?? '')
    const { plan } = await lab.preview()
    proxy.cutAfter(beforeWrites + 200 + step * 500)
    const { run } = await lab.apply(plan, { approve: plan.guard?.verdict !== 'within' })
    proxy.heal()
    states.add(run.state)
    if (run.resumable) {
      await lab.verbs.resumeRun({ ...lab.call, params: { id: run.id } })
      await Array.fromAsync(lab.verbs.runEvents({ ...lab.call, params: { id: run.id } }))
    }
    const found = await Promise.all(names.map((cn) => values(`cn=${cn},${users}`, 'uid')))
    expect([step, ...found.flat()]).toEqual([step, ...now])
    expect((await lab.preview()).proposals).toEqual([])
  }
  expect([...states].toSorted()).toEqual(['interrupted', 'succeeded'])
}, 60_000)
