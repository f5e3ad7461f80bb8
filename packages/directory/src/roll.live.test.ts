import { startSlapd, type Slapd } from '@bindery/testbed'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { openDirectory } from './open-directory.ts'
import type { IdSet } from './read/id-set.ts'
import { optionsFor } from './test-support.ts'
import type { DirectorySession, RollRequest, Rolled } from './types.ts'

const suffix = 'dc=example,dc=org'
const users = `ou=users,${suffix}`
const away = `ou=services,${suffix}`
const dnOf = (uid: string, base = users) => `uid=${uid},${base}`
const person = (uid: string, base?: string) =>
  `dn: ${dnOf(uid, base)}\nobjectClass: inetOrgPerson\nuid: ${uid}\ncn: ${uid}\nsn: One\ntitle: One\n\n`
const unit = (dn: string) => `dn: ${dn}\nobjectClass: organizationalUnit\n\n`
const modify = (dn: string, ...lines: string[]) => `dn: ${dn}\nchangetype: modify\n${lines.join('\n')}\n\n`
const remove = (dn: string) => `dn: ${dn}\nchangetype: delete\n\n`
const move = (dn: string, rdn: string, to: string) =>
  `dn: ${dn}\nchangetype: modrdn\nnewrdn: ${rdn}\ndeleteoldrdn: 1\nnewsuperior: ${to}\n\n`
const main = 'olcDatabase={2}mdb,cn=config'

describe('what changed, by OpenLDAP without the syncprov overlay', () => {
  let slapd: Slapd
  let session: DirectorySession
  let serial = 0
  beforeAll(async () => {
    slapd = await startSlapd({ syncProvider: false })
    session = await openDirectory(optionsFor(slapd))
  })
  beforeEach(() => {
    serial += 1
  })
  afterAll(async () => {
    await session?.close()
    await slapd?.stop()
  })

  const request = (before: readonly IdSet[] | null): RollRequest => ({
    before,
    links: ['uniqueMember'],
    atMost: 1000,
    reads: [
      {
        bases: [{ dn: users, scope: 'subtree' }],
        filter: '(&(objectClass=inetOrgPerson)(title=*))',
        attributes: ['title'],
      },
    ],
  })
  const call = async (before: readonly IdSet[] | null = null, own = session): Promise<Rolled> => {
    const answer = await own.callRoll(request(before))
    if ('why' in answer) throw new Error(answer.why)
    return answer
  }
  const touchedIn = async ({ changes }: Rolled) => {
    if ('why' in changes) throw new Error(changes.why)
    return new Map(
      (await Array.fromAsync(changes.touched())).flat().map(({ stableId, dn }) => [stableId, dn]),
    )
  }
  const idOf = async (dn: string) => (await session.idsAt([dn])).get(dn) ?? ''
  const asReader = async () => {
    const { readerDn: bindDn, readerPassword: bindPassword } = slapd
    const reader = await openDirectory({ ...optionsFor(slapd, { bindDn }), bindPassword })
    onTestFinished(() => reader.close())
    return reader
  }
  const hide = async (...attributes: string[]) => {
    await slapd.config(
      modify(main, 'add: olcAccess', `olcAccess: {0}to attrs=${attributes.join()} by * none`),
    )
    onTestFinished(() => slapd.config(modify(main, 'delete: olcAccess', 'olcAccess: {0}')))
  }

  test('the server says itself that it does not tell, whatever its token', async () => {
    const { reads } = request(null)
    expect(await session.tellsChanges('', reads)).toBe(false)
    expect(await session.tellsChanges('20260101000000.000000Z#000000#000#000000', reads)).toBe(false)
  })

  test('tells who came, changed, moved, went and left the filter, and below a unit that was renamed everybody', async () => {
    const names = ['ann', 'bob', 'cy', 'dee', 'eve'].map((name) => `${name}${serial}`)
    const [ann = '', bob = '', cy = '', dee = '', eve = ''] = names
    const [inner, renamed] = [`ou=in${serial}`, `ou=inside${serial}`]
    const fay = `fay${serial}`
    await slapd.modify(
      names.map((name) => person(name)).join('') +
        unit(`${inner},${users}`) +
        person(fay, `${inner},${users}`),
    )
    const ids = new Map<string, string>()
    for (const name of names) ids.set(name, await idOf(dnOf(name)))
    ids.set(fay, await idOf(dnOf(fay, `${inner},${users}`)))
    const first = await call()
    expect(first.changes).toEqual({ why: '' })
    expect(await touchedIn(await call(first.roll))).toEqual(new Map())
    await slapd.modify(
      modify(dnOf(bob), 'replace: title', 'title: Two') +
        remove(dnOf(cy)) +
        move(dnOf(dee), `uid=${dee}`, away) +
        modify(dnOf(eve), 'delete: title') +
        person(`gil${serial}`) +
        move(`${inner},${users}`, renamed, users),
    )
    const second = await call(first.roll)
    expect(await touchedIn(second)).toEqual(
      new Map([
        [ids.get(bob), dnOf(bob)],
        [ids.get(cy), null],
        [ids.get(dee), null],
        [ids.get(eve), null],
        [await idOf(dnOf(`gil${serial}`)), dnOf(`gil${serial}`)],
        [ids.get(fay), dnOf(fay, `${renamed},${users}`)],
      ]),
    )
    expect(ids.get(ann)).not.toBe('')
    expect(await touchedIn(await call(second.roll))).toEqual(new Map())
    // What had moved away and comes back is there again.
    await slapd.modify(move(dnOf(dee, away), `uid=${dee}`, users))
    expect(await touchedIn(await call(second.roll))).toEqual(new Map([[ids.get(dee), dnOf(dee)]]))
  })

  test('more than is wanted is not told, but the roll is called to its end', async () => {
    const { roll } = await call()
    await slapd.modify(Array.from({ length: 20 }, (_, index) => person(`more${serial}x${index}`)).join(''))
    const answer = await session.callRoll({ ...request(roll), atMost: 5 })
    if ('why' in answer) throw new Error(answer.why)
    expect(answer.changes).toEqual({ why: 'Too much has changed.' })
    expect(await touchedIn(await call(answer.roll))).toEqual(new Map())
  })

  test('an earlier state that was restored differs from the later one', async () => {
    const name = `ann${serial}`
    await slapd.modify(person(name))
    await slapd.keep()
    await slapd.modify(modify(dnOf(name), 'replace: title', 'title: Two'))
    const own = await openDirectory(optionsFor(slapd))
    const { roll } = await call(null, own)
    await own.close()
    await slapd.rewind()
    session = await openDirectory(optionsFor(slapd))
    expect(await touchedIn(await call(roll))).toEqual(new Map([[await idOf(dnOf(name)), dnOf(name)]]))
  })

  test('by modifyTimestamp, where change numbers are hidden: who has just changed counts again, since that has seconds', async () => {
    const name = `ann${serial}`
    await slapd.modify(person(name))
    await hide('entryCSN')
    const reader = await asReader()
    const { roll } = await call(null, reader)
    const again = await call(roll, reader)
    expect((await touchedIn(again)).get(await idOf(dnOf(name)))).toBe(dnOf(name))
    await slapd.modify(remove(dnOf(name)))
    expect([...(await touchedIn(await call(again.roll, reader))).values()]).toContain(null)
  })

  test('where neither can be seen, or what is read leaves no mark, that is said', async () => {
    const whyNot = async (own: DirectorySession, ...attributes: string[]) => {
      const [read] = request(null).reads
      if (!read) return ''
      const answer = await own.callRoll({ ...request(null), reads: [{ ...read, attributes }] })
      return 'why' in answer ? answer.why : ''
    }
    expect(await whyNot(session, 'mail', 'title')).toBe('')
    expect(await whyNot(session, 'manager')).toMatch(/^manager can change/)
    expect(await whyNot(session, 'memberOf')).toMatch(/^memberof can change/i)
    await slapd.modify(person(`ann${serial}`))
    const one = `dn.exact="${dnOf(`ann${serial}`)}" attrs=entryCSN`
    await slapd.config(modify(main, 'add: olcAccess', `olcAccess: {0}to ${one} by * none`))
    const reader = await asReader()
    expect(await whyNot(reader, 'title')).toBe(
      `${dnOf(`ann${serial}`)} does not show its entryUUID and entryCSN.`,
    )
    await slapd.config(modify(main, 'delete: olcAccess', 'olcAccess: {0}'))
    await hide('entryCSN', 'modifyTimestamp')
    expect(await whyNot(await asReader(), 'title')).toMatch('nor shows when an entry did')
  })
})
