import { startFakeServer, type FakeEntry } from '@bindery/testbed'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openCompany, type Tweak } from './harness.ts'
import { deleteLdif, dnOf, groupLdif, modifyLdif, personLdif, useSlapd, users } from './company.ts'

const { server, company, change, values } = useSlapd()

const twelve = Array.from({ length: 12 }, (_, index) => `p${String(index).padStart(2, '0')}`)
const everyone = [...twelve.map((uid) => personLdif(uid)), groupLdif('staff', twelve)]
const acting = ['create', 'update', 'move', 'disable', 'delete', 'hold', 'unlink', 'members']

const oneWay: Tweak = (settings) => {
  settings.policy.direction = 'directory_to_accounts'
}
/** Changes the main database's own configuration, live. */
const mainDatabase = (...lines: string[]) =>
  server().config(modifyLdif('olcDatabase={2}mdb,cn=config', ...lines))

describe('reads that cannot be trusted', () => {
  test.each(['people', 'groups'] as const)(
    'S02 a search base of %s that does not exist: the preview fails, names it, and proposes nothing',
    async (subject) => {
      const lab = await company(everyone)
      await lab.sync()
      await change(modifyLdif(dnOf('p00'), 'replace: title', 'title: New'))
      const { plan, changes } = await lab.failedPreview((settings) => {
        settings[subject].bases.push({ dn: 'ou=nowhere,dc=example,dc=org', scope: 'subtree' })
      })
      expect(plan.failure).toMatchObject({
        code: 'base_not_found',
        message: 'The search base does not exist: ou=nowhere,dc=example,dc=org',
        field: `${subject}.bases.1`,
        raw: '32 noSuchObject',
      })
      expect(plan.sentence).toBe(plan.failure?.message)
      expect(changes).toEqual([])
    },
  )

  const unknown: [string, Tweak, string][] = [
    [
      'a mapping rule of people',
      ({ mapping }) => Object.assign(mapping.people.at(-1) ?? {}, { remote: 'shoeSize' }),
      'mapping.people.8.remote',
    ],
    [
      'a matching rule',
      ({ mapping }) => Object.assign(mapping.matching[1] ?? {}, { remote: 'shoeSize' }),
      'mapping.matching.1.remote',
    ],
    [
      'the username',
      ({ people }) => Object.assign(people, { usernameAttribute: 'shoeSize' }),
      'people.usernameAttribute',
    ],
    [
      'memberships of people',
      ({ people }) => Object.assign(people, { memberOfAttribute: 'shoeSize' }),
      'people.memberOfAttribute',
    ],
    [
      'the members',
      ({ groups }) => Object.assign(groups, { memberAttribute: 'shoeSize' }),
      'groups.memberAttribute',
    ],
  ]
  test('an attribute that the schema does not know fails the preview, at its field', async () => {
    const lab = await company(everyone)
    await change(modifyLdif(dnOf('p00'), 'replace: title', 'title: New'))
    for (const [where, tweak, field] of unknown) {
      const { plan, changes } = await lab.failedPreview(tweak)
      const { code, message } = plan.failure ?? {}
      expect([where, code, message, plan.failure?.field]).toEqual([
        where,
        'undefined_attribute',
        'The server does not know the attribute shoeSize',
        field,
      ])
      expect(changes).toEqual([])
    }
  })

  test('a schema that cannot be read checks nothing', async () => {
    const frontend = (...lines: string[]) =>
      server().config(modifyLdif('olcDatabase={-1}frontend,cn=config', ...lines))
    await frontend(
      'add: olcAccess',
      'olcAccess: {0}to dn.base="cn=Subschema" by * none',
      'olcAccess: {1}to * by * read',
    )
    onTestFinished(() => frontend('delete: olcAccess'))
    const unchecked: Tweak = ({ connection, mapping }) => {
      connection.stableIdAttribute = 'entryUUID'
      Object.assign(mapping.people.at(-1) ?? {}, { remote: 'shoeSize' })
    }
    const lab = await company(everyone, unchecked, 'reader')
    const created = (await lab.preview()).proposals.filter((row) => row.kind === 'create')
    expect(created.length).toBe(13)
  })

  test('S03 page 2 of 5 fails: no removal, and what was read still adds and updates', async () => {
    let broken = false
    const uuid = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`
    const person = (index: number): FakeEntry => ({
      dn: dnOf(`p${index}`),
      attributes: {
        objectClass: 'inetOrgPerson',
        uid: `p${index}`,
        cn: `p${index}`,
        sn: 'Tester',
        mail: `p${index}@example.org`,
        entryUUID: uuid(index),
        ...(broken ? { title: 'New' } : {}),
      },
    })
    const fake = await startFakeServer({
      search: (asked, page) => {
        if (asked.base !== users || asked.scope === 'base')
          return {
            entries:
              asked.scope === 'base' && asked.base !== ''
                ? [
                    {
                      dn: asked.base,
                      attributes: { objectClass: 'organizationalUnit', entryUUID: uuid(999) },
                    },
                  ]
                : [],
          }
        if (broken && page === 1) return { entries: [], resultCode: 80, words: 'disk on fire' }
        const entries = broken && page === 0 ? [person(0), person(50)] : [person(page)]
        return { entries, cookie: page < 4 ? 'more' : '' }
      },
    })
    onTestFinished(() => fake.stop())
    const scripted = { ldapUrl: fake.url, adminDn: 'cn=admin,dc=example,dc=org', adminPassword: 'any' }
    const lab = await openCompany(scripted, (settings) => {
      settings.connection.stableIdAttribute = 'entryUUID'
      settings.policy.direction = 'directory_to_accounts'
      settings.groups.bases = []
    })
    onTestFinished(() => lab.close())
    await lab.sync()
    expect((await lab.everybody()).length).toBe(5)
    broken = true
    const { plan, proposals, run } = await lab.sync()
    expect(plan.proof?.checks.find((check) => check.name === 'every_page')).toMatchObject({ ok: false })
    expect(proposals.map((row) => [row.kind, row.name]).toSorted()).toEqual([
      ['create', 'p50'],
      ['update', 'p0'],
    ])
    expect(run.state).toBe('succeeded')
    expect((await lab.everybody()).map((row) => [row.username, row.badge, row.title])).toEqual([
      ['p0', 'linked', 'New'],
      ...['p1', 'p2', 'p3', 'p4'].map((name) => [name, 'linked', '']),
      ['p50', 'linked', 'New'],
    ])
  })

  test('S05 a size limit is reached: removals are withheld, what was read still flows', async () => {
    const lab = await company(everyone, oneWay, 'reader')
    await lab.sync()
    const limit = (size: string) =>
      mainDatabase('replace: olcLimits', `olcLimits: dn.exact="${server().readerDn}" time=unlimited ${size}`)
    await limit('size.soft=5 size.hard=5 size.pr=5 size.prtotal=5')
    onTestFinished(() => limit('size=unlimited'))
    await change(deleteLdif(dnOf('p11')))
    for (const uid of twelve.slice(0, 11)) await change(modifyLdif(dnOf(uid), 'replace: title', 'title: New'))
    const { plan, proposals } = await lab.preview()
    expect(plan.proof?.complete).toBe(false)
    expect(plan.proof?.checks.find((check) => check.name === 'no_limit')?.ok).toBe(false)
    expect(proposals.map((row) => row.kind)).toEqual(proposals.map(() => 'update'))
    expect(proposals.length).toBeLessThan(11)
  })

  test('S06 a complete but empty result, or far fewer people, stops at the guard', async () => {
    const lab = await company(everyone)
    await lab.sync()
    const { settings } = await lab.directory()
    const empty = structuredClone(settings)
    empty.people.extraFilter = '(title=nobody)'
    const none = await lab.preview(empty)
    expect(none.plan.proof?.complete).toBe(true)
    expect(none.plan.guard).toMatchObject({ verdict: 'stopped', stops: [{ code: 'empty_result' }] })
    const few = structuredClone(settings)
    few.people.extraFilter = '(uid=p00)'
    expect((await lab.preview(few)).plan.guard).toMatchObject({
      verdict: 'stopped',
      stops: [{ code: 'far_fewer_results' }],
    })
    await lab.save((saved) => {
      saved.people.extraFilter = '(uid=p00)'
    })
    const { plan } = await lab.preview()
    await expect(lab.apply(plan)).rejects.toMatchObject({ code: 'approval_required' })
    // S44: nor does the second preview of the same mistake.
    const again = await lab.preview()
    expect(again.plan.guard?.verdict).toBe('stopped')
    expect(again.proposals.length).toBe(11)
    expect((await lab.everybody()).every((row) => row.badge === 'linked' && row.active)).toBe(true)
  })

  test('S43 the rights to mail and member are lost: nothing is cleared, nobody leaves a group', async () => {
    const lab = await company(everyone, oneWay, 'reader')
    await lab.sync()
    await mainDatabase('add: olcAccess', 'olcAccess: {0}to attrs=mail,uniqueMember by * none')
    onTestFinished(() => mainDatabase('delete: olcAccess', 'olcAccess: {0}'))
    const { plan, changes } = await lab.preview()
    expect(plan.proof?.unreadable.map((found) => found.attribute)).toEqual(expect.arrayContaining(['mail']))
    expect(changes.filter((row) => row.applicable && acting.includes(row.kind))).toEqual([])
    expect((await lab.members('staff')).length).toBe(12)
  })

  test('S50 a rule pointed at another attribute starts without a base: nothing flows by the old one', async () => {
    const lab = await company(
      twelve.map((uid) =>
        personLdif(uid, { mobile: ['+1'], ...(uid === 'p00' ? { telephoneNumber: ['+9'] } : {}) }),
      ),
    )
    await lab.sync()
    await lab.save((settings) => {
      for (const rule of settings.mapping.people) if (rule.local === 'phone') rule.remote = 'telephoneNumber'
    })
    const { plan, proposals, changes } = await lab.preview()
    const cleared = changes.flatMap((row) => row.values.filter((value) => value.after?.length === 0))
    expect(cleared).toEqual([])
    expect(proposals.every((row) => row.values.every((value) => value.base === null))).toBe(true)
    await lab.apply(plan, { approve: plan.guard?.verdict !== 'within' })
    expect((await lab.person('p01')).phone).toBe('+1')
    expect(await values(dnOf('p01'), 'telephoneNumber')).toEqual(['+1'])
    expect(await values(dnOf('p01'), 'mobile')).toEqual(['+1'])
    expect((await lab.preview()).proposals).toEqual([])
  })
})
