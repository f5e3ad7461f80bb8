import { defaultSettings, type Operation, type Plan } from '@bindery/contract'
import type { Fault, MemoryRequest } from '@bindery/directory/memory'
import { getPerson, personValues, updatePersonGuarded } from '@bindery/store'
import { describe, expect, test } from 'vitest'
import { openWorld, type World } from './open-world.ts'
import { applyAll, previewAll } from './verbs.ts'
import { listOperations } from '../runs/list-operations.ts'
import { takeUpInterrupted } from '../tasks/take-up-interrupted.ts'
import { request } from '../test-context.ts'

const names = ['ann', 'bob', 'cyd', 'dan']

/** Four accounts with their entries. */
async function open(): Promise<World> {
  const settings = defaultSettings()
  settings.connection.urls = ['ldap://memory']
  settings.policy.direction = 'two_way'
  for (const limit of Object.values(settings.policy.guard)) Object.assign(limit, { count: 100 })
  const world = await openWorld(settings)
  for (const [index, name] of names.entries())
    world.directory.add(dnOf(world, name), {
      objectClass: ['inetOrgPerson'],
      cn: [name],
      sn: [name],
      mail: [`${index}@example.org`],
    })
  await apply(world, (await preview(world)).plan)
  return world
}

function preview(world: World) {
  world.wait(1000)
  return previewAll(world)
}
function apply(world: World, plan: Plan) {
  world.wait(1000)
  return applyAll(world, plan)
}

const dnOf = ({ directory }: World, name: string) => `uid=${name},${directory.usersBase}`

/** Gives accounts these names at once. */
async function rename(world: World, changes: Record<string, string>): Promise<void> {
  const people = await world.store.db.selectFrom('people').select(['id', 'username']).execute()
  const set = async (id: number, username: string) => {
    const row = await getPerson(world.store.db, id)
    if (row)
      await updatePersonGuarded(
        world.store.db,
        id,
        row.row_version,
        { ...personValues(row), username: [username] },
        '',
      )
  }
  for (const { id } of people) await set(id, `passing-${id}`)
  for (const { id, username } of people) await set(id, changes[username] ?? username)
}

/** Who has which name: by the number in the mail, which stays. */
const namesThere = ({ directory }: World) =>
  directory
    .find('(objectClass=inetOrgPerson)')
    .map((entry) => [entry.attributes.get('mail')?.[0]?.[0], entry.dn.split(',')[0]].join(' '))
    .toSorted()

async function operations({ context }: World, id: number): Promise<Operation[]> {
  const asked = request('listOperations', { params: { id }, query: { limit: 100 } })
  return (await listOperations(context)(asked)).items
}

/** Interferes with the rename `at`, counted from 0. */
function meet(world: World, at: number, fault: Fault): void {
  let count = 0
  world.directory.interfere = ({ kind }: MemoryRequest) =>
    kind === 'rename' && count++ === at ? fault : null
}

const circle = { ann: 'bob', bob: 'cyd', cyd: 'ann' }
const gone = ['0 uid=bob', '1 uid=cyd', '2 uid=ann', '3 uid=dan']
const before = ['0 uid=ann', '1 uid=bob', '2 uid=cyd', '3 uid=dan']

/** The requests of four renames: the first is sent again without the assertion, which the unique overlay refuses. */
const points = Array.from({ length: 5 }, (_, index) => index)

describe('S18 names of entries', () => {
  test.each([
    [
      'two that are exchanged',
      { ann: 'bob', bob: 'ann' },
      ['0 uid=bob', '1 uid=ann', '2 uid=cyd', '3 uid=dan'],
    ],
    ['three in a circle', circle, gone],
    ['a chain', { ann: 'bob', bob: 'cyd', cyd: 'eve' }, ['0 uid=bob', '1 uid=cyd', '2 uid=eve', '3 uid=dan']],
    ['one that waits for a circle', { ...circle, dan: 'eve' }, [...gone.slice(0, 3), '3 uid=eve']],
  ])('%s end right in one run', async (_, changes, end) => {
    const world = await open()
    await rename(world, changes)
    const { plan } = await preview(world)
    const run = await apply(world, plan)
    expect([run.state, namesThere(world)]).toEqual(['succeeded', end])
    expect((await preview(world)).changes).toEqual([])
  })

  test('the journal says which of the exchanged names was a temporary one for a while', async () => {
    const world = await open()
    await rename(world, circle)
    const run = await apply(world, (await preview(world)).plan)
    const told = (await operations(world, run.id)).map(({ effect }) => effect)
    expect(
      told.filter((effect) => /by way of uid=moving-[\w-]+,.*: names are exchanged/.test(effect)),
    ).toHaveLength(1)
  })

  test.each(points.flatMap((at) => [false, true].map((done) => ({ at, done }))))(
    'S36 killed at request $at of a circle (carried out: $done): resumed, it ends right',
    async ({ at, done }) => {
      const world = await open()
      await rename(world, circle)
      const { plan } = await preview(world)
      meet(world, at, { kind: 'hang', done })
      const { promise: hangs, resolve } = Promise.withResolvers<null>()
      const { interfere } = world.directory
      world.directory.interfere = async (asked) => {
        const fault = (await interfere?.(asked)) ?? null
        if (fault) resolve(null)
        return fault
      }
      expect(await Promise.race([apply(world, plan), hangs])).toBe(null)
      world.directory.interfere = null
      await takeUpInterrupted(world.store, world.context.tasks, world.now)
      const { id, state } = await world.store.db
        .selectFrom('runs')
        .select(['id', 'state'])
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow()
      expect((await operations(world, id)).map((one) => one.state)).toEqual(['done', 'done', 'done'])
      expect([state, namesThere(world)]).toEqual(['succeeded', gone])
      expect((await preview(world)).changes).toEqual([])
    },
  )

  test.each(points)('S31 request %i of a circle refused: each entry has its old name again', async (at) => {
    const world = await open()
    await rename(world, circle)
    meet(world, at, { kind: 'refuse', code: 53, words: 'not this one' })
    const run = await apply(world, (await preview(world)).plan)
    world.directory.interfere = null
    expect([run.state, namesThere(world)]).toEqual(['partly', before])
    const problems = (await operations(world, run.id)).map(({ state, failure }) => [
      state,
      failure?.raw !== '',
    ])
    expect(problems.toSorted()).toEqual([
      ['refused', false],
      ['refused', false],
      ['refused', true],
    ])
    await apply(world, (await preview(world)).plan)
    expect(namesThere(world)).toEqual(gone)
  })

  test.each(points.flatMap((at) => [false, true].map((done) => ({ at, done }))))(
    'S36 the connection cut at request $at of a circle (carried out: $done): made again, it ends right',
    async ({ at, done }) => {
      const world = await open()
      await rename(world, circle)
      const { plan } = await preview(world)
      meet(world, at, { kind: 'cut', done })
      const run = await apply(world, plan)
      expect([run.state, namesThere(world)]).toEqual(['succeeded', gone])
    },
  )
})
