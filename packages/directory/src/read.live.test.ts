import { sampleCompany, startSlapd, type Slapd } from '@bindery/testbed'
import { dnKey } from '@bindery/contract/ldap-text'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DirectoryError } from './directory-error.ts'
import { openDirectory } from './open-directory.ts'
import { failedChecks, optionsFor, readAll, withSession } from './test-support.ts'
import type { DirectorySession } from './types.ts'

let slapd: Slapd
let session: DirectorySession
const people = '(objectClass=inetOrgPerson)'
const company = sampleCompany()

beforeAll(async () => {
  slapd = await startSlapd({ load: 'sample' })
  session = await openDirectory(optionsFor(slapd, { pageSize: 40 }))
})
afterAll(async () => {
  await session.close()
  await slapd.stop()
})
const users = () => [{ dn: slapd.usersBase, scope: 'subtree' as const }]

const inOrder = (attributes: Iterable<readonly [string, readonly string[]]>) =>
  Array.from(attributes, ([name, values]) => [name.toLowerCase(), ...values].join('\n')).sort()

describe('a read', () => {
  test('S14 gives what ldapsearch gives, escaped and non-ASCII names and all, in pages', async () => {
    const attributes = ['cn', 'uid', 'mail', 'memberOf', 'entryUUID']
    const { entries, proof, pageSizes } = await readAll(session, {
      bases: users(),
      filter: people,
      attributes,
    })
    const truth = await slapd.search([people, ...attributes])
    expect(entries.map(({ dn }) => dn)).toEqual(truth.map(({ dn }) => dn))
    expect(entries.map(({ attributes: read }) => inOrder(read))).toEqual(
      truth.map((entry) => inOrder(Object.entries(entry.attributes))),
    )
    expect(entries.every(({ stableId }) => /^[0-9a-f-]{36}$/.test(stableId ?? ''))).toBe(true)
    expect(new Set(entries.map(({ dn }) => dnKey(dn)))).toEqual(
      new Set(company.people.map(({ dn }) => dnKey(dn))),
    )
    expect(proof).toMatchObject({
      complete: true,
      error: null,
      pages: pageSizes.length,
      entries: entries.length,
    })
    expect(Math.max(...pageSizes)).toBe(40)
  })

  test.each([
    ['a page', 'size.pr=30', 'admin_limit', '11 adminLimitExceeded: illegal pagedResults page size'],
    ['all pages', 'size.prtotal=70', 'size_limit', '4 sizeLimitExceeded'],
  ])('S05 a size limit on %s', async (_, limit, code, raw) => {
    const limits = (value: string) =>
      slapd.config(
        `dn: olcDatabase={2}mdb,cn=config\nchangetype: modify\nreplace: olcLimits\n` +
          `olcLimits: dn.exact="${slapd.readerDn}" ${value}\n`,
      )
    await limits(limit)
    const options = optionsFor(
      slapd,
      { bindDn: slapd.readerDn, pageSize: 40 },
      { bindPassword: slapd.readerPassword },
    )
    const { proof } = await withSession(options, (limited) =>
      readAll(limited, { bases: users(), filter: people, attributes: [] }),
    )
    await limits('size=unlimited time=unlimited')
    expect(proof.complete).toBe(false)
    expect(failedChecks(proof)).toContain('no_limit')
    expect(proof.error).toMatchObject({ code, raw })
  })
})

describe('looking up by stable id', () => {
  test('S45 finds entries wherever they are, more than one search can hold, and not the absent', async () => {
    const { entries } = await readAll(session, { bases: users(), filter: people, attributes: [] })
    const ids = entries.map(({ stableId }) => stableId ?? '')
    const absent = '00000000-0000-0000-0000-000000000000'
    const [first] = entries
    const moved = `cn=elsewhere,ou=services,${slapd.suffix}`
    await slapd.modify(
      `dn: ${first?.dn}\nchangetype: modrdn\nnewrdn: cn=elsewhere\ndeleteoldrdn: 0\nnewsuperior: ou=services,${slapd.suffix}\n`,
    )
    const found = await session.lookUp([...ids, absent], ['uid'])
    expect(found.size).toBe(ids.length)
    expect(ids.length).toBeGreaterThan(200)
    expect(found.has(absent)).toBe(false)
    expect(found.get(first?.stableId ?? '')?.dn).toBe(moved)
  })

  test('throws when it cannot be known', async () => {
    await withSession(optionsFor(slapd), async (own) => {
      slapd.pause()
      try {
        const controller = own.lookUp(['00000000-0000-0000-0000-000000000000'], [])
        await own.close()
        await expect(controller).rejects.toThrow(DirectoryError)
      } finally {
        slapd.resume()
      }
    })
  })
})
