import { personInputSchema } from '@bindery/contract'
import { sampleAccounts, startSlapd, type LdifEntry, type Slapd } from '@bindery/testbed'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openCompany, type Company } from './harness.ts'

let server: Slapd
let twin: Slapd
let lab: Company

beforeAll(async () => {
  ;[server, twin] = await Promise.all([startSlapd({ load: 'sample' }), startSlapd({ load: 'sample' })])
  lab = await openCompany(server, ({ policy }) => {
    policy.direction = 'accounts_to_directory'
    policy.authority = 'accounts'
    policy.firstSeenInAccounts = 'create'
  })
  const { people, groups } = sampleAccounts()
  for (const person of people)
    await lab.verbs.createPerson({ ...lab.call, body: personInputSchema.parse(person) })
  for (const { name, members } of groups) {
    await lab.addGroup(name)
    await lab.editMembers(name, { add: members })
  }
  await lab.editPerson(people[0]?.username ?? '', { username: 'renamed.person' })
})
afterAll(() => Promise.all([lab.close(), server.stop(), twin.stop()]))

const passing = new Set(['entryUUID', 'entryCSN', 'createTimestamp', 'modifyTimestamp'])

/** Everything in the directory but what differs from one server to the next. */
async function dump(slapd: Slapd): Promise<LdifEntry[]> {
  const entries = await slapd.search(['(objectClass=*)', '*', 'memberOf'])
  return entries
    .map(({ dn, attributes }) => ({
      dn,
      attributes: Object.fromEntries(
        Object.entries(attributes)
          .filter(([name]) => !passing.has(name))
          .map(([name, values]) => [name, values.toSorted()] as const)
          .toSorted(([a], [b]) => (a < b ? -1 : 1)),
      ),
    }))
    .toSorted((a, b) => (a.dn < b.dn ? -1 : 1))
}

test('the exported LDIF, given to a twin of the server, makes it what the applied plan makes of the server', async () => {
  const { plan, proposals } = await lab.preview()
  const kinds = new Set(proposals.filter((row) => row.side === 'directory').map((row) => row.kind))
  expect([...kinds].toSorted()).toEqual(['create', 'members', 'move', 'update'])
  const file = await lab.verbs.exportPlan({
    ...lab.call,
    params: { id: plan.id },
    query: { format: 'ldif' },
  })
  const ldif = (await Array.fromAsync(file.content)).join('')
  const { run } = await lab.apply(plan)
  expect(run.state).toBe('succeeded')
  await twin.modify(ldif)
  expect(await dump(twin)).toEqual(await dump(server))
})
