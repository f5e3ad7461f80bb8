import { describe, expect, test } from 'vitest'
import { dnOf, modifyLdif, personLdif, useSlapd } from './company.ts'
import type { Company } from './harness.ts'
import { decide, inbox } from './inbox.ts'

const { company, change, values } = useSlapd()

const set = (uid: string, attribute: string, text: string) =>
  modifyLdif(dnOf(uid), `replace: ${attribute}`, `${attribute}: ${text}`)

function ruleOf(lab: Company, local: string): string {
  const rule = lab.settings.mapping.people.find((one) => one.local === local)
  if (!rule) throw new Error(`${local} is not mapped`)
  return rule.id
}

describe('values that both sides changed', () => {
  const both = async (lab: Company, uid: string) => [
    (await lab.person(uid)).title,
    ...(await values(dnOf(uid), 'title')),
  ]
  /** ada and bo, whose titles both sides changed since the first sync. */
  async function contested(): Promise<Company> {
    const lab = await company(
      ['ada', 'bo'].map((uid) => personLdif(uid, { title: ['Old'], telephoneNumber: ['1'] })),
      (settings) => {
        settings.policy.authority = 'ask'
      },
    )
    await lab.sync()
    await change(set('ada', 'title', 'Theirs'), set('bo', 'title', 'Theirs'))
    await lab.editPerson('ada', { title: 'Ours' })
    await lab.editPerson('bo', { title: 'Ours' })
    return lab
  }

  test('S20 are kept open, decided each way, applied by the next plan, and settled then', async () => {
    const lab = await contested()
    const first = await lab.preview()
    expect(first.proposals).toEqual([])
    const open = await inbox(lab, 'open')
    expect(
      open.map((one) => [
        one.name,
        one.values.map(({ base, accounts, directory }) => [base, accounts, directory]),
      ]),
    ).toEqual([
      ['bo', [[['Old'], ['Ours'], ['Theirs']]]],
      ['ada', [[['Old'], ['Ours'], ['Theirs']]]],
    ])
    expect(first.changes.map((row) => row.conflictId).toSorted()).toEqual(open.map(({ id }) => id).toSorted())
    const title = ruleOf(lab, 'title')
    await decide(lab, 'ada', { kind: 'values', sides: { [title]: 'directory' } })
    await decide(lab, 'bo', { kind: 'values', sides: { [title]: 'accounts' } })
    const { proposals, run } = await lab.sync()
    expect(
      proposals.map((row) => [row.name, row.side, row.kind, row.reason, row.conflictId !== null]),
    ).toEqual([
      ['ada', 'accounts', 'update', 'decided', true],
      ['bo', 'directory', 'update', 'decided', true],
    ])
    expect(run.state).toBe('succeeded')
    expect([await both(lab, 'ada'), await both(lab, 'bo')]).toEqual([
      ['Theirs', 'Theirs'],
      ['Ours', 'Ours'],
    ])
    expect((await lab.preview()).proposals).toEqual([])
    expect((await inbox(lab)).map((one) => one.state)).toEqual(['settled', 'settled'])
  })

  test('are asked again when one of them changes after the decision', async () => {
    const lab = await contested()
    await lab.preview()
    const title = ruleOf(lab, 'title')
    await decide(lab, 'ada', { kind: 'values', sides: { [title]: 'directory' } })
    await change(set('ada', 'title', 'Meanwhile'))
    expect((await lab.preview()).proposals).toEqual([])
    const [asked] = (await inbox(lab, 'open')).filter((one) => one.name === 'ada')
    expect(asked).toMatchObject({ decision: null, askedAgain: true, decidedBy: 'tester' })
    expect(await both(lab, 'ada')).toEqual(['Ours', 'Meanwhile'])
  })

  test('decided in part leave the rest open', async () => {
    const lab = await contested()
    await change(set('ada', 'displayName', 'Ada T'))
    await lab.editPerson('ada', { displayName: 'Ada O' })
    await lab.preview()
    const title = ruleOf(lab, 'title')
    const decided = await decide(lab, 'ada', { kind: 'values', sides: { [title]: 'accounts' } })
    expect(decided.state).toBe('open')
    const { changes } = await lab.sync()
    expect(
      changes
        .filter((row) => row.name === 'ada')
        .map((row) => [row.kind, row.values.map((one) => one.attribute)]),
    ).toEqual([
      ['update', ['title']],
      ['conflict', ['displayName']],
    ])
    expect(await both(lab, 'ada')).toEqual(['Ours', 'Ours'])
    await lab.preview()
    const [left] = (await inbox(lab, 'open')).filter((one) => one.name === 'ada')
    expect(left?.values.map((one) => one.attribute)).toEqual(['displayName'])
  })

  test.each([{ renamed: false }, { renamed: true }])(
    'S20 are applied beside the other values and the status of the same account (renamed: $renamed)',
    async ({ renamed }) => {
      const lab = await company(
        ['ada', 'bo'].map((uid) => personLdif(uid, { title: ['Old'], employeeType: ['TRUE'] })),
        ({ policy, mapping }) => {
          policy.authority = 'ask'
          const [model] = mapping.people
          if (model) mapping.people.push({ ...model, id: 'active', local: 'active', remote: 'employeeType' })
        },
      )
      await lab.sync()
      await lab.editPerson('ada', { title: 'Ours' })
      await change(
        set('ada', 'title', 'Theirs'),
        set('ada', 'mobile', '1'),
        set('ada', 'employeeType', 'FALSE'),
        renamed ? `dn: ${dnOf('ada')}\nchangetype: modrdn\nnewrdn: uid=eva\ndeleteoldrdn: 1\n\n` : '',
      )
      await lab.preview()
      const [open] = await inbox(lab, 'open')
      await decide(lab, open?.name ?? '', { kind: 'values', sides: { [ruleOf(lab, 'title')]: 'directory' } })
      const { run, operations } = await lab.sync({ approve: true })
      const kinds = operations.map(({ kind }) => kind).filter((kind) => kind !== 'move')
      expect(kinds.toSorted()).toEqual(['disable', 'update', 'update'])
      expect(operations.filter(({ state }) => state !== 'done')).toEqual([])
      expect(run.state).toBe('succeeded')
      expect(await lab.person(renamed ? 'eva' : 'ada')).toMatchObject({
        title: 'Theirs',
        phone: '1',
        active: false,
      })
      expect((await lab.preview()).proposals).toEqual([])
    },
  )

  test('a preview of unsaved settings shows decisions and keeps nothing', async () => {
    const lab = await contested()
    const draft = (await lab.directory()).settings
    await lab.preview(draft)
    expect(await inbox(lab)).toEqual([])
  })
})
