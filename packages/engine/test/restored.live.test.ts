import type { PlanChange } from '@bindery/contract'
import { startSlapd } from '@bindery/testbed'
import { describe, expect, onTestFinished, test } from 'vitest'
import {
  deleteLdif,
  dnOf,
  groupDn,
  groupLdif,
  idOf,
  modifyLdif,
  personLdif,
  services,
  useSlapd,
} from './company.ts'
import { openCompany, type Company } from './harness.ts'

const { company, change, server, values } = useSlapd()
const uids = ['ada', 'bo', 'cy', 'di', 'ed', 'fay']

/** Six people, two groups, all synced. */
async function synced(tweak?: Parameters<typeof company>[1]): Promise<Company> {
  const lab = await company(
    [...uids.map((uid) => personLdif(uid)), groupLdif('staff', uids), groupLdif('board', ['ada', 'bo'])],
    tweak,
  )
  await lab.sync()
  return lab
}

const kindsOf = (rows: readonly PlanChange[]) =>
  rows.map((row) => [row.name, row.kind, row.reason]).toSorted()
const waits = (name: string) => [name, 'withheld', 'withheld_restored']

/** What an account and its link are, apart from the stable id. */
async function accountsOf(lab: Company) {
  const people = await Promise.all((await lab.everybody()).map(({ username }) => lab.person(username)))
  const groups = await lab.everyGroup()
  return {
    people: people.map(({ id, username, badge, effectivelyActive }) => [
      id,
      username,
      badge,
      effectivelyActive,
    ]),
    members: await Promise.all(groups.map(async ({ id, name }) => [id, name, await lab.members(name)])),
  }
}

async function relink(lab: Company) {
  const { plan, proposals, changes } = await lab.relinkPreview()
  return { plan, proposals, changes, ...(await lab.apply(plan)) }
}

describe('a server rebuilt from an export', () => {
  test('the sample company: nothing happens to anybody until they are re-linked; then nothing is left to do', async () => {
    const sample = await startSlapd({ load: 'sample' })
    onTestFinished(() => sample.stop())
    const lab = await openCompany(sample)
    onTestFinished(() => lab.close())
    await lab.sync()
    const before = await accountsOf(lab)
    const linked = before.people.filter(([, , badge]) => badge === 'linked').length
    await sample.rebuild()
    const first = await lab.preview()
    expect(first.proposals).toEqual([])
    expect(first.plan.restored).toEqual({
      people: linked,
      groups: before.members.length,
      others: 0,
      relinks: false,
    })
    expect(first.plan.sentence).toMatch(
      /^The directory looks rebuilt, so \d+ links wait as they are\. Nothing to do;/,
    )
    expect(first.plan.guard?.verdict).toBe('within')
    const { proposals, run } = await relink(lab)
    expect(new Set(proposals.map((row) => `${row.kind} ${row.reason}`))).toEqual(new Set(['link restored']))
    expect(proposals.length).toBe(linked + before.members.length)
    expect(run.state).toBe('succeeded')
    expect(await accountsOf(lab)).toEqual(before)
    const second = await lab.preview()
    expect(second.plan.restored).toBeNull()
    expect(second.changes.filter((row) => row.kind !== 'skipped' && row.kind !== 'conflict')).toEqual([])
  })

  test('half of the entries: the others are synced as ever', async () => {
    const lab = await synced()
    const three = ['ada', 'bo', 'cy']
    await server().rebuild((dn) => three.some((uid) => dn === dnOf(uid)))
    await change(modifyLdif(dnOf('di'), 'replace: title', 'title: Lead'))
    await lab.editPerson('ada', { title: 'Chair' })
    const { changes, run } = await lab.sync()
    expect(kindsOf(changes)).toEqual([...three.map(waits), ['di', 'update', 'changed_in_directory']])
    expect(run.state).toBe('succeeded')
    expect(await lab.person('di')).toMatchObject({ title: 'Lead' })
    await relink(lab)
    // The base was kept: what changed here meanwhile goes out, and nothing else.
    const next = await lab.sync()
    expect(kindsOf(next.changes)).toEqual([['ada', 'update', 'changed_in_accounts']])
    expect(await values(dnOf('ada'), 'title')).toEqual(['Chair'])
    expect(await lab.members('staff')).toEqual(uids)
  })

  test.each(['two_way', 'directory_to_accounts', 'accounts_to_directory'] as const)(
    '%s: who was really deleted, and a membership that really ended, wait for the re-linking too',
    async (direction) => {
      const lab = await synced(({ policy }) => {
        policy.direction = 'two_way'
      })
      await lab.save(({ policy }) => {
        policy.direction = direction
        policy.goneFromDirectory = 'delete'
        policy.missingEntry = 'recreate'
      })
      await change(
        modifyLdif(groupDn('board'), 'delete: uniqueMember', `uniqueMember: ${dnOf('bo')}`),
        deleteLdif(dnOf('fay')),
      )
      await server().rebuild()
      const { plan, proposals, changes } = await lab.preview()
      expect(proposals).toEqual([])
      expect(kindsOf(changes)).toEqual([...uids, 'board', 'staff'].map(waits).toSorted())
      expect(plan.restored).toEqual({ people: 5, groups: 2, others: 1, relinks: false })
      const relinked = await relink(lab)
      expect(kindsOf(relinked.changes).filter(([, kind]) => kind !== 'link')).toEqual([waits('fay')])
      expect(relinked.run.state).toBe('succeeded')
      const next = await lab.preview()
      expect(next.plan.restored).toBeNull()
      const expected = {
        two_way: [
          ['board', 'members', 'membership_changed'],
          ['fay', 'delete', 'gone_from_directory'],
        ],
        directory_to_accounts: [
          ['board', 'members', 'membership_changed'],
          ['fay', 'delete', 'gone_from_directory'],
        ],
        accounts_to_directory: [
          ['board', 'members', 'membership_changed'],
          ['fay', 'create', 'gone_from_directory'],
          ['staff', 'members', 'membership_changed'],
        ],
      }
      expect(kindsOf(next.proposals)).toEqual(expected[direction])
    },
  )

  test('a match that the rules speak against is not re-linked: it stays a conflict', async () => {
    const lab = await synced()
    await change(
      // Somebody else stands where fay was, and ed moved and is known by his mail.
      deleteLdif(dnOf('fay')),
      personLdif('fay', { mail: ['another@example.org'] }),
      `dn: ${dnOf('ed')}\nchangetype: modrdn\nnewrdn: uid=edward\ndeleteoldrdn: 1\n\n`,
    )
    await server().rebuild()
    const { changes, run } = await relink(lab)
    expect(kindsOf(changes.filter((row) => row.kind !== 'link'))).toEqual([
      ['fay', 'conflict', 'conflict_stronger_key_differs'],
      waits('fay'),
    ])
    expect(run.state).toBe('succeeded')
    const next = await lab.preview()
    expect(kindsOf(next.changes.filter((row) => row.name.startsWith('ed')))).toEqual([
      ['ed', 'move', 'renamed_in_directory'],
      ['ed', 'update', 'changed_in_directory'],
    ])
  })

  test('a row that is left out stays as it was, and the run can be undone', async () => {
    const lab = await synced()
    const stableId = async (uid: string) => (await lab.person(uid)).links[0]?.stableId
    const old = await stableId('ada')
    await server().rebuild()
    const preview = await lab.relinkPreview()
    const bo = preview.proposals.find((row) => row.name === 'bo')
    const plan = await lab.verbs.selectChanges({
      ...lab.call,
      params: { id: preview.plan.id },
      body: { include: false, ids: [bo?.id ?? 0] },
    })
    const { run } = await lab.apply(plan)
    expect(run.state).toBe('succeeded')
    expect(await stableId('ada')).toBe(await idOf(server(), dnOf('ada')))
    expect(await stableId('bo')).not.toBe(await idOf(server(), dnOf('bo')))
    // Once a re-linking came to its end, who was left out is as anybody who was deleted and made again.
    expect(kindsOf((await lab.preview()).changes)).toEqual([
      ['bo', 'conflict', 'conflict_recreated'],
      ['bo', 'hold', 'gone_from_directory'],
    ])
    const { planId } = await lab.verbs.undoRun({ ...lab.call, params: { id: run.id } })
    await lab.apply((await lab.ready(planId)).plan)
    expect(await stableId('ada')).toBe(old)
    expect((await lab.preview()).plan.restored).toMatchObject({ people: 6, groups: 2 })
  })

  test('whoever a re-linking that did not come to its end leaves over is offered again', async () => {
    const lab = await synced()
    await server().rebuild((dn) => ['ada', 'bo', 'cy'].some((uid) => dn === dnOf(uid)))
    await change(modifyLdif(dnOf('di'), 'replace: title', 'title: Lead'))
    const preview = await lab.relinkPreview()
    const bo = preview.proposals.find((row) => row.name === 'bo')
    const plan = await lab.verbs.selectChanges({
      ...lab.call,
      params: { id: preview.plan.id },
      body: { include: false, ids: [bo?.id ?? 0] },
    })
    await lab.editPerson('di', { phone: '1' })
    expect((await lab.apply(plan)).run.state).toBe('partly')
    const next = await lab.preview()
    expect(next.plan.restored).toEqual({ people: 1, groups: 0, others: 0, relinks: false })
    expect(kindsOf(next.changes).filter(([name]) => name === 'bo')).toEqual([waits('bo')])
    expect((await relink(lab)).run.state).toBe('succeeded')
    expect((await lab.preview()).changes).toEqual([])
  })

  test('a hold stays open, an account that was deleted is not made again, and a skipped entry is known by its place', async () => {
    const lab = await synced(({ policy }) => {
      policy.goneFromAccounts = 'ignore'
    })
    await change(deleteLdif(dnOf('fay')))
    await lab.deletePerson('ed')
    await lab.sync()
    expect((await lab.holds()).map((hold) => hold.username)).toEqual(['fay'])
    await change(personLdif('fay'), modifyLdif(dnOf('di'), 'delete: mail'))
    await server().rebuild()
    const { plan, proposals } = await lab.preview()
    expect(proposals).toEqual([])
    expect(plan.restored).toEqual({ people: 6, groups: 2, others: 0, relinks: false })
    await relink(lab)
    expect((await lab.holds()).map((hold) => hold.username)).toEqual(['fay'])
    const next = await lab.preview()
    expect(kindsOf(next.changes)).toEqual([
      ['di', 'skipped', 'skipped_missing_required'],
      ['fay', 'release', 'reappeared'],
      ['staff', 'members', 'membership_changed'],
    ])
    expect((await lab.everybody()).map((row) => row.username)).not.toContain('ed')
  })

  test('who is on hold out of scope gets no deadline by a rebuild', async () => {
    const lab = await synced()
    await change(
      `dn: ${dnOf('fay')}\nchangetype: moddn\nnewrdn: uid=fay\ndeleteoldrdn: 0\nnewsuperior: ${services}\n\n`,
    )
    await lab.sync()
    await server().rebuild()
    await relink(lab)
    expect((await lab.preview()).changes).toEqual([])
    expect((await lab.holds()).map((hold) => [hold.username, hold.cause, hold.dueAt])).toEqual([
      ['fay', 'left_scope', null],
    ])
  })

  test('S15 one or two deleted and made again are ordinary conflicts, also when re-linking was asked for', async () => {
    const lab = await synced()
    await change(deleteLdif(dnOf('ada')), deleteLdif(dnOf('bo')), personLdif('ada'), personLdif('bo'))
    const { plan, changes } = await lab.relinkPreview()
    expect(plan.restored).toBeNull()
    expect(kindsOf(changes).filter(([, kind]) => kind === 'conflict')).toEqual([
      ['ada', 'conflict', 'conflict_recreated'],
      ['bo', 'conflict', 'conflict_recreated'],
    ])
  })

  test('S06 another server, with nobody in common, is for the guard', async () => {
    const lab = await synced()
    await change(...uids.map((uid) => deleteLdif(dnOf(uid))))
    await change(...['gus', 'hal', 'ida', 'jo', 'kim', 'lee'].map((uid) => personLdif(uid)))
    const { plan, changes } = await lab.preview()
    expect(kindsOf(changes).filter(([, kind]) => kind !== 'create')).toEqual(
      uids.map((uid) => [uid, 'hold', 'gone_from_directory']),
    )
    expect(plan.restored).toBeNull()
    expect(plan.guard?.verdict).toBe('needs_approval')
  })
})
