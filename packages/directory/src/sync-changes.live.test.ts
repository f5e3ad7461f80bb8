import { startSlapd, type Slapd } from '@bindery/testbed'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { openDirectory } from './open-directory.ts'
import { optionsFor } from './test-support.ts'
import type { Changes, ChangesRequest, DirectorySession, Touched } from './types.ts'

const suffix = 'dc=example,dc=org'
const away = `ou=services,${suffix}`
const dnOf = (uid: string, base = `ou=users,${suffix}`) => `uid=${uid},${base}`
const person = (uid: string, base?: string) =>
  `dn: ${dnOf(uid, base)}\nobjectClass: inetOrgPerson\nuid: ${uid}\ncn: ${uid}\nsn: One\ntitle: One\n\n`
const modify = (dn: string, ...lines: string[]) => `dn: ${dn}\nchangetype: modify\n${lines.join('\n')}\n\n`
const remove = (dn: string) => `dn: ${dn}\nchangetype: delete\n\n`
const move = (dn: string, rdn: string, to: string) =>
  `dn: ${dn}\nchangetype: modrdn\nnewrdn: ${rdn}\ndeleteoldrdn: 1\nnewsuperior: ${to}\n\n`

/** A server with the syncprov overlay, which keeps a log of this many writes. */
function describeSync(words: string, options: { sessionLog: number }, namesDeleted: boolean) {
  describe(words, () => {
    let slapd: Slapd
    let session: DirectorySession
    let serial = 0
    beforeAll(async () => {
      slapd = await startSlapd(options)
      session = await openDirectory(optionsFor(slapd))
    })
    beforeEach(() => {
      serial += 1
    })
    afterAll(async () => {
      await session?.close()
      await slapd?.stop()
    })

    const ask = async (since: string, more: Partial<ChangesRequest> = {}, own = session) =>
      own.changes({
        since,
        now: await own.changeToken(),
        links: ['uniqueMember'],
        atMost: 1000,
        reads: [
          {
            bases: [{ dn: `ou=users,${suffix}`, scope: 'subtree' }],
            filter: '(&(objectClass=inetOrgPerson)(title=*))',
            attributes: ['title'],
          },
        ],
        ...more,
      })
    const since = async (token: string): Promise<Changes> => {
      const answer = await ask(token)
      if ('why' in answer) throw new Error(answer.why)
      return answer
    }
    const whyNot = async (token: string, more?: Partial<ChangesRequest>, own?: DirectorySession) => {
      const answer = await ask(token, more, own)
      return 'why' in answer ? answer.why : ''
    }
    const touchedBy = async (changes: Changes): Promise<Touched[]> =>
      (await Array.fromAsync(changes.touched())).flat()
    const idOf = async (dn: string) => (await session.idsAt([dn])).get(dn) ?? ''

    test('tells what came, changed, moved and went, and nothing of who stayed as they were', async () => {
      const [ann, bob, cy, dee] = ['ann', 'bob', 'cy', 'dee'].map((name) => `${name}${serial}`) as [
        string,
        string,
        string,
        string,
      ]
      await slapd.modify([ann, bob, cy, dee].map((name) => person(name)).join(''))
      const ids = new Map<string, string>()
      for (const name of [ann, bob, cy, dee]) ids.set(name, await idOf(dnOf(name)))
      const token = await session.changeToken()
      const idle = await since(token)
      expect(await touchedBy(idle)).toEqual([])
      expect(idle.isThere).toBeNull()
      await slapd.modify(
        modify(dnOf(bob), 'replace: title', 'title: Two') +
          remove(dnOf(cy)) +
          move(dnOf(dee), `uid=${dee}x`, away) +
          person(`${ann}y`),
      )
      const changes = await since(token)
      const touched = await touchedBy(changes)
      const named = new Map(touched.map(({ stableId, dn }) => [stableId, dn]))
      expect(named.get(ids.get(bob) ?? '')).toBe(dnOf(bob))
      expect(named.get(ids.get(dee) ?? '')).toBe(dnOf(`${dee}x`, away))
      expect([...named.values()]).toContain(dnOf(`${ann}y`))
      expect(named.has(ids.get(ann) ?? '')).toBe(false)
      // Who is gone is named, or follows from who is still there.
      expect(changes.isThere === null).toBe(namesDeleted)
      expect(named.get(ids.get(cy) ?? '')).toBe(namesDeleted ? null : undefined)
      for (const name of [ann, bob, dee]) expect(changes.isThere?.(ids.get(name) ?? '') ?? true).toBe(true)
      expect(changes.isThere?.(ids.get(cy) ?? '') ?? false).toBe(false)
    })

    test('more than is wanted is abandoned half-way, and the connection goes on', async () => {
      const token = await session.changeToken()
      await slapd.modify(Array.from({ length: 20 }, (_, index) => person(`more${serial}x${index}`)).join(''))
      expect(await whyNot(token, { atMost: 5 })).toBe('Too much has changed.')
      expect(await touchedBy(await since(token))).toHaveLength(20)
    })

    test('a server that went back, or a token of another kind, tells nothing', async () => {
      const token = await session.changeToken()
      expect(await whyNot(token)).toBe('')
      expect(await whyNot(token.replace(/^..../, '2999'))).toMatch('taken back')
      expect(await whyNot('')).toMatch('syncprov')
      expect(await whyNot('20260101000000.0Z#12#7d3c-11')).toMatch('syncprov')
    })

    test('what leaves no mark in the entries is not left to changes', async () => {
      const token = await session.changeToken()
      const reading = (...attributes: string[]): Partial<ChangesRequest> => ({
        reads: [{ bases: [{ dn: suffix, scope: 'subtree' }], filter: '(uid=*)', attributes }],
      })
      expect(await whyNot(token, reading('manager'))).toMatch(/^manager can change/)
      expect(await whyNot(token, reading('memberOf'))).toMatch(/^memberof can change/i)
      expect(await whyNot(token, reading('mail', 'uniqueMember', 'modifyTimestamp'))).toBe('')
    })

    test('an account that may not search by entryCSN would be told of no change, and so is told that', async () => {
      const token = await session.changeToken()
      const { readerDn: bindDn, readerPassword: bindPassword } = slapd
      const reader = await openDirectory({ ...optionsFor(slapd, { bindDn }), bindPassword })
      onTestFinished(() => reader.close())
      expect(await whyNot(token, {}, reader)).toBe('')
      const main = 'olcDatabase={2}mdb,cn=config'
      await slapd.config(modify(main, 'add: olcAccess', 'olcAccess: {0}to attrs=entryCSN by * none'))
      onTestFinished(() => slapd.config(modify(main, 'delete: olcAccess', 'olcAccess: {0}')))
      expect(await whyNot(token, {}, reader)).toMatch('may not search by entryCSN')
    })
  })
}

describeSync('what changed, by OpenLDAP with a session log', { sessionLog: 1000 }, true)
describeSync('what changed, by OpenLDAP without one', { sessionLog: 0 }, false)

test('a database without the overlay says so', async () => {
  const slapd = await startSlapd({ syncProvider: false })
  onTestFinished(() => slapd.stop())
  const session = await openDirectory(optionsFor(slapd))
  onTestFinished(() => session.close())
  const since = '20260101000000.000000Z#000000#000#000000'
  const reads = [{ bases: [{ dn: suffix, scope: 'subtree' as const }], filter: '(uid=*)', attributes: [] }]
  expect(await session.changes({ since, now: since, reads, links: [], atMost: 10 })).toEqual({
    why: `The server does not tell what changed: its syncprov overlay is not on for ${suffix}.`,
  })
})
