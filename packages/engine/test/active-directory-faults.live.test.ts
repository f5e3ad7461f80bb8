import { startFaultProxy } from '@bindery/testbed'
import { describe, expect, onTestFinished, test } from 'vitest'
import { fullPreview, useDomain, userDn, userLdif } from './domain.ts'

const unit = (dn: string) => `dn: ${dn}\nobjectClass: organizationalUnit\n\n`

// Samba runs as root only.
describe.runIf(process.getuid?.() === 0)(
  'a domain whose connection fails, or that changes while it is read',
  () => {
    const { server, company, change } = useDomain()
    const proxied = async () => {
      const proxy = await startFaultProxy(server().ldapUrl)
      onTestFinished(() => proxy.stop())
      return proxy
    }

    test('S45 an entry moves from the second base to the first between their searches: seen after all', async () => {
      const proxy = await proxied()
      const [first, second] = ['first', 'second'].map((name) => `OU=${name},${server().usersBase}`)
      if (first === undefined || second === undefined) throw new Error('There are two')
      const at = (name: string, base: string) => `CN=${name},${base}`
      const lab = await company(
        [
          unit(first),
          unit(second),
          userLdif('ada', {}, at('ada', second)),
          userLdif('bo', {}, at('bo', second)),
          userLdif('cy', {}, at('cy', first)),
        ],
        ({ connection, people }) => {
          connection.urls = [proxy.url]
          people.bases = [first, second].map((dn) => ({ dn, scope: 'one_level' as const }))
        },
      )
      await lab.sync()
      const { id } = await lab.person('ada')
      const moved = proxy.before(
        (request) => request.kind === 'search' && request.scope === 'one' && request.base === second,
        () =>
          change(
            `dn: ${at('ada', second)}\nchangetype: modrdn\nnewrdn: CN=ada\ndeleteoldrdn: 1\nnewsuperior: ${first}\n\n`,
          ),
      )
      const { plan, proposals } = await fullPreview(lab)
      await moved
      await lab.apply(plan)
      expect(plan.proof?.complete).toBe(true)
      expect(proposals.map((row) => [row.name, row.kind])).toEqual([['ada', 'move']])
      expect(await lab.person('ada')).toMatchObject({ id, badge: 'linked', active: true })
      expect((await lab.preview()).proposals).toEqual([])
    })

    test('S54 the connection is lost between a creation and its answer: the entry is adopted on the next one, once', async () => {
      const proxy = await proxied()
      const lab = await company([], ({ connection }) => {
        connection.urls = [proxy.url]
      })
      await lab.addPerson({ username: 'ada', email: 'ada@example.org' })
      const { plan } = await lab.preview()
      // What came about is read back: there the connection ends, before anybody knows the new entry's stable id.
      const cut = proxy.before(
        (request) =>
          request.kind === 'search' &&
          request.scope === 'base' &&
          request.base.toLowerCase() === userDn('ada').toLowerCase(),
        async () => proxy.cut(),
      )
      const { run, operations } = await lab.apply(plan)
      await cut
      expect(operations.map(({ state }) => state)).toEqual(['done'])
      expect(run).toMatchObject({ state: 'succeeded', outcome: { done: 1, inDoubt: 0 } })
      expect((await lab.person('ada')).links).toMatchObject([{ state: 'active' }])
      expect(await server().search(['(sAMAccountName=ada*)', '1.1'])).toHaveLength(1)
      expect((await lab.preview()).proposals).toEqual([])
    })
  },
)
