import { startFaultProxy } from '@bindery/testbed'
import { expect, onTestFinished, test } from 'vitest'
import { groupLdif, personLdif, useSlapd, users } from './company.ts'
import { openCompany } from './harness.ts'

const { server, company, change } = useSlapd()

const unit = (dn: string, ou: string) => `dn: ${dn}\nobjectClass: organizationalUnit\nou: ${ou}\n\n`
const moveLdif = (uid: string, from: string, to: string) =>
  `dn: uid=${uid},${from}\nchangetype: modrdn\nnewrdn: uid=${uid}\ndeleteoldrdn: 1\nnewsuperior: ${to}\n\n`

test('S45 an entry moves from the second base to the first between their searches: seen after all', async () => {
  const first = `ou=first,${users}`
  const second = `ou=second,${users}`
  await change(
    unit(first, 'first'),
    unit(second, 'second'),
    personLdif('ada', {}, `uid=ada,${second}`),
    personLdif('bo', {}, `uid=bo,${second}`),
    personLdif('cy', {}, `uid=cy,${first}`),
    groupLdif('staff', [`uid=ada,${second}`]),
  )
  const proxy = await startFaultProxy(server().ldapUrl)
  onTestFinished(() => proxy.stop())
  const { adminDn, adminPassword } = server()
  const lab = await openCompany({ ldapUrl: proxy.url, adminDn, adminPassword }, ({ people }) => {
    people.bases = [first, second].map((dn) => ({ dn, scope: 'one_level' }))
  })
  onTestFinished(() => lab.close())
  await lab.sync()
  const { id } = await lab.person('ada')
  const moved = proxy.before(
    (request) => request.kind === 'search' && request.scope === 'one' && request.base === second,
    () => change(moveLdif('ada', second, first)),
  )
  const { plan, proposals } = await lab.fullPreview()
  await moved
  await lab.apply(plan)
  expect(plan.proof?.complete).toBe(true)
  expect(proposals.map((row) => [row.name, row.kind])).toEqual([['ada', 'move']])
  expect(await lab.person('ada')).toMatchObject({ id, badge: 'linked', active: true })
  expect(await lab.members('staff')).toEqual(['ada'])
  expect((await lab.preview()).proposals).toEqual([])
})

test('an entry moves out of the bases: left scope, and never gone; a base that covers it again shows a move', async () => {
  const outer = `ou=outer,${users}`
  const inner = `ou=inner,${outer}`
  const lab = await company(
    [
      unit(outer, 'outer'),
      unit(inner, 'inner'),
      personLdif('ada', {}, `uid=ada,${outer}`),
      personLdif('bo', {}, `uid=bo,${outer}`),
    ],
    (settings) => {
      settings.people.bases = [{ dn: outer, scope: 'one_level' }]
    },
  )
  await lab.sync()
  await change(moveLdif('ada', outer, inner))
  const outside = await lab.preview()
  expect(outside.proposals.find((row) => row.name === 'ada')).toMatchObject({
    kind: 'hold',
    reason: 'left_scope',
  })
  await lab.save((settings) => {
    settings.people.bases.push({ dn: inner, scope: 'one_level' })
  })
  const covered = await lab.preview()
  expect(covered.proposals.map((row) => [row.name, row.kind])).toEqual([['ada', 'move']])
})
