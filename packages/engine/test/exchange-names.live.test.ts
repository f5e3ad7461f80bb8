import { expect, test } from 'vitest'
import { dnOf, groupDn, groupLdif, personLdif, useSlapd, users } from './company.ts'
import type { Company } from './harness.ts'

const { company, change, values, server } = useSlapd()
const uids = ['ada', 'bo', 'cy', 'di', 'eva', 'fay']

async function open(): Promise<Company> {
  const lab = await company([...uids.map((uid) => personLdif(uid)), groupLdif('staff', uids)])
  await lab.sync()
  return lab
}

/** Accounts take each other's names: ada and bo exchange them, cy, di and eva go round, and fay leaves hers for another. */
async function rename(lab: Company): Promise<void> {
  const round = { ada: 'bo', bo: 'ada', cy: 'di', di: 'eva', eva: 'cy', fay: 'gil' }
  for (const uid of uids) await lab.editPerson(uid, { username: `passing-${uid}` })
  for (const [uid, username] of Object.entries(round)) await lab.editPerson(`passing-${uid}`, { username })
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

const round = { ada: 'bo', bo: 'ada', cy: 'di', di: 'eva', eva: 'cy', fay: 'gil' }
const asBefore = Object.fromEntries(uids.map((uid) => [uid, uid]))

test('S18 accounts that exchange usernames: their entries exchange names, in one run, which can be undone', async () => {
  const lab = await open()
  await rename(lab)
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
  await rename(lab)
  const { plan } = await lab.preview()
  const file = await lab.verbs.exportPlan({
    ...lab.call,
    params: { id: plan.id },
    query: { format: 'ldif' },
  })
  await change(...(await Array.fromAsync(file.content)))
  expect(await mails()).toEqual(round)
})
