import { expect, test } from 'vitest'
import { dnOf, modifyLdif, personLdif, useSlapd } from './company.ts'

const { server, company, change } = useSlapd()
const title = (uid: string, value: string) => modifyLdif(dnOf(uid), 'replace: title', `title: ${value}`)

test('S46 a server that is behind what was synced: nothing is pulled back, nobody is gone, the read says stale', async () => {
  const lab = await company(['ada', 'bo'].map((uid) => personLdif(uid, { title: ['Old'] })))
  await lab.sync()
  await server().keep()
  await change(title('ada', 'New'), personLdif('cy'))
  await lab.sync()
  await change(title('bo', 'Newer'))
  await lab.sync()
  // A replica that has not heard of any of this answers in its place.
  await server().rewind()
  const { plan, changes } = await lab.preview()
  expect(changes).toEqual([])
  expect(plan.sentence).toMatch(/is behind what was synced before/)
  expect(plan.proof?.checks.filter((check) => !check.ok).map((check) => check.name)).toEqual(['not_stale'])
  expect([(await lab.person('ada')).title, (await lab.person('cy')).badge]).toEqual(['New', 'linked'])
})
