import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSlapd, type Slapd } from '@bindery/testbed'
import { openCompany, type Company } from './harness.ts'

const size = 50_000
let slapd: Slapd
let lab: Company

beforeAll(async () => {
  slapd = await startSlapd({ load: { people: size, groups: 1, memberships: size } })
  lab = await openCompany(slapd)
}, 240_000)
afterAll(async () => {
  await lab.close()
  await slapd.stop()
})

test('S08 a group of 50,000 is synced in bounded memory, and a change of it is one value', async () => {
  const before = process.memoryUsage().rss
  const first = await lab.sync()
  expect(first.run.state).toBe('succeeded')
  // A task that outgrows its wall is ended; this is what the whole process may take beside it.
  expect(process.memoryUsage().rss - before).toBeLessThan(450 * 1024 * 1024)
  const [group] = await lab.everyGroup()
  expect(group?.memberCount).toBe(size)
  expect((await lab.preview()).changes).toEqual([])
  const [leaving] = await lab.members(group?.name ?? '')
  await lab.editMembers(group?.name ?? '', { remove: [leaving ?? ''] })
  const { proposals, run } = await lab.sync()
  expect(proposals.map((row) => [row.side, row.members?.added, row.members?.removed])).toEqual([
    ['directory', 0, 1],
  ])
  expect(run.state).toBe('succeeded')
  const [entry] = await slapd.search(['-b', slapd.groupsBase, '(uniqueMember=*)', 'uniqueMember'])
  expect(entry?.attributes['uniqueMember']?.length).toBe(size - 1)
}, 600_000)
