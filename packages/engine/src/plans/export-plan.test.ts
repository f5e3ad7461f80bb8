import { insertMany, type Tables } from '@bindery/store'
import { expect, test } from 'vitest'
import { request } from '../test-context.ts'
import { exportPlan } from './export-plan.ts'
import { addDirectory, addPlan, conflict, directoryId, planContext, planId, row } from './test-plan.ts'

const dn = (name: string) => `uid=${name},ou=users,dc=example,dc=org`
const team = 'cn=team,ou=groups,dc=example,dc=org'
const written = (id: number, kind: string, payload: object, more: Partial<Tables['plan_changes']> = {}) =>
  row(id, { side: 'directory', kind, payload: JSON.stringify(payload), ...more })

async function exported(
  format: 'ldif' | 'json',
  rows: Tables['plan_changes'][],
  members: Tables['plan_members'][] = [],
): Promise<string> {
  const context = await planContext()
  await addDirectory(context)
  await addPlan(context, rows)
  await insertMany(context.store.db, 'plan_members', members)
  await context.store.db
    .insertInto('links')
    .values({
      id: 1,
      directory_id: directoryId,
      kind: 'person',
      local_id: 30,
      stable_id: 's',
      dn: dn('linked'),
      dn_key: '',
      state: 'active',
      state_since: '',
      change_token: '',
      hash: '',
      local_version: 1,
      base: '{}',
      members_fingerprint: '',
    })
    .execute()
  const file = await exportPlan(context)(request('exportPlan', { params: { id: planId }, query: { format } }))
  return (await Array.fromAsync(file.content)).join('')
}

const create = (id: number, name: string, localId: number) =>
  written(id, 'create', { attributes: { uid: [name] } }, { dn: dn(name), local_id: localId })

test('the LDIF holds what is sent to the directory, and nothing that is excluded or told', async () => {
  const text = await exported('ldif', [
    row(1, { dn: dn('pulled') }),
    create(2, 'ada', 20),
    written(3, 'update', { deltas: [{ attribute: 'title', remove: ['A'], add: ['B'] }] }, { dn: dn('bob') }),
    { ...create(4, 'left-out', 21), included: 0 },
    conflict(5),
  ])
  expect(text).toBe(
    'version: 1\n# Plan 7 of 2026-03-01T11:00:00.000Z: 2 to create in the directory\n\n' +
      `dn: ${dn('ada')}\nchangetype: add\nuid: ada\n\n` +
      `dn: ${dn('bob')}\nchangetype: modify\ndelete: title\ntitle: A\n-\nadd: title\ntitle: B\n-\n\n`,
  )
})

test('members come last, by the DNs they will have then', async () => {
  const member = (op: string, id: number, name: string, known: string | null = null) => ({
    change_id: 1,
    op,
    person_id: id,
    name,
    dn: known,
  })
  const text = await exported(
    'ldif',
    [
      row(1, {
        side: 'directory',
        subject_kind: 'group',
        kind: 'members',
        dn: team,
        payload: '{"memberAttribute":"member"}',
      }),
      create(2, 'ada', 20),
      written(3, 'move', { newDn: dn('robert') }, { dn: dn('bob'), new_dn: dn('robert'), local_id: 21 }),
      written(4, 'update', { deltas: [{ attribute: 'sn', remove: [], add: ['B'] }] }, { dn: dn('bob') }),
      { ...create(5, 'left-out', 22), included: 0 },
    ],
    [
      member('add', 20, 'ada'),
      member('add', 30, 'linked'),
      member('add', 22, 'left-out'),
      member('remove', 21, 'bob', dn('bob')),
      member('agree', 40, 'same', dn('same')),
    ],
  )
  const [, ...records] = text.split('\n\n')
  expect(records.map((record) => record.split('\n').slice(0, 2).join(' '))).toEqual([
    `dn: ${dn('ada')} changetype: add`,
    `dn: ${dn('bob')} changetype: modrdn`,
    `dn: ${dn('robert')} changetype: modify`,
    `dn: ${team} changetype: modify`,
    `dn: ${team} changetype: modify`,
    '',
  ])
  expect(records.slice(3).join('\n')).toBe(
    `dn: ${team}\nchangetype: modify\nadd: member\nmember: ${dn('ada')}\nmember: ${dn('linked')}\n-\n` +
      `dn: ${team}\nchangetype: modify\ndelete: member\nmember: ${dn('robert')}\n-\n`,
  )
})

test('S18 exchanged names go by way of a temporary one, and values under the names that entries have then', async () => {
  const rename = (id: number, from: string, to: string) =>
    written(
      id,
      'move',
      { newDn: dn(to) },
      { dn: dn(from), new_dn: dn(to), stable_id: `s${id}`, local_id: 20 + id },
    )
  const rows = [
    written(1, 'update', { deltas: [{ attribute: 'sn', remove: [], add: ['A'] }] }, { dn: dn('ada') }),
    rename(2, 'ada', 'bob'),
    rename(3, 'bob', 'ada'),
    rename(4, 'cyd', 'di'),
    rename(5, 'di', 'eva'),
    written(6, 'delete', { seen: {} }, { dn: dn('gone') }),
    written(7, 'members', { memberAttribute: 'member' }, { subject_kind: 'group', dn: team }),
  ]
  const joins = { change_id: 7, op: 'add', person_id: 22, name: 'ada', dn: dn('ada') }
  const text = await exported('ldif', rows, [joins])
  const [, ...records] = text.trimEnd().split('\n\n')
  const told = records.map((record) => record.replaceAll(/\n(deleteoldrdn.*|-)/g, '').split('\n'))
  expect(told).toEqual([
    [`dn: ${dn('ada')}`, 'changetype: modrdn', 'newrdn: uid=moving-s2'],
    [`dn: ${dn('bob')}`, 'changetype: modrdn', 'newrdn: uid=ada'],
    [`dn: ${dn('moving-s2')}`, 'changetype: modrdn', 'newrdn: uid=bob'],
    [`dn: ${dn('di')}`, 'changetype: modrdn', 'newrdn: uid=eva'],
    [`dn: ${dn('cyd')}`, 'changetype: modrdn', 'newrdn: uid=di'],
    [`dn: ${dn('bob')}`, 'changetype: modify', 'add: sn', 'sn: A'],
    [`dn: ${team}`, 'changetype: modify', 'add: member', `member: ${dn('bob')}`],
    [`dn: ${dn('gone')}`, 'changetype: delete'],
  ])
})

test('more than 500 members go in several records', async () => {
  const group = { side: 'directory', subject_kind: 'group', kind: 'members', dn: team } as const
  const members = Array.from({ length: 501 }, (_, index) => ({
    change_id: 1,
    op: 'add',
    person_id: 1000 + index,
    name: `p${index}`,
    dn: dn(`p${index}`),
  }))
  const text = await exported(
    'ldif',
    [row(1, { ...group, payload: '{"memberAttribute":"member"}' })],
    members,
  )
  expect(text.match(/changetype: modify/g)).toHaveLength(2)
  expect(text.match(/^member: /gm)).toHaveLength(501)
})

test('the JSON holds the included rows of both sides', async () => {
  const rows = [row(1), { ...row(2), included: 0 }, conflict(3), create(4, 'ada', 20)]
  const document = JSON.parse(await exported('json', rows)) as { plan: object; changes: { id: number }[] }
  expect(document.plan).toMatchObject({ id: planId, planHash: 'a plan' })
  expect(document.changes.map((change) => change.id)).toEqual([1, 4])
})

test('the JSON names everyone who joins or leaves a group', async () => {
  const member = { change_id: 1, dn: null }
  const members = [
    { ...member, op: 'remove', person_id: 2, name: 'ada' },
    { ...member, op: 'add', person_id: 3, name: 'bo' },
    { ...member, op: 'agree', person_id: 4, name: 'cyd' },
  ]
  const group = row(1, { subject_kind: 'group', kind: 'members', added: 1, removed: 1 })
  expect(JSON.parse(await exported('json', [group], members))).toMatchObject({
    changes: [
      {
        members: {
          added: 1,
          changed: [
            { op: 'add', name: 'bo', personId: 3, dn: null },
            { op: 'remove', name: 'ada', personId: 2, dn: null },
          ],
        },
      },
    ],
  })
})

test('a plan without rows is an empty document', async () => {
  expect(JSON.parse(await exported('json', []))).toMatchObject({ changes: [] })
})
