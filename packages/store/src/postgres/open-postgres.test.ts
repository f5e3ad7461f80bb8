import { sharedPostgres, startPostgres } from '@bindery/testbed'
import { sql } from 'kysely'
import { inspect } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { insertMany } from '../insert-many.ts'
import { openStore, type Store } from '../open-store.ts'
import { insertPeople } from '../people/change-people.ts'
import { listPeople } from '../people/list-people.ts'
import { reserveIds } from '../reserve-ids.ts'
import { noon, temporaryDatabase } from '../test-stores.ts'

const postgres = sharedPostgres()

describe.runIf(postgres)('PostgreSQL', () => {
  const database = () => (postgres ? temporaryDatabase(postgres) : Promise.reject(new Error('No PostgreSQL')))
  async function open(url: string): Promise<Store> {
    const store = await openStore({ url, readers: true })
    onTestFinished(() => store.close())
    return store
  }
  const member = (person_id: number) => ({ link_id: 1, person_id })
  const members = ({ db }: Store) => db.selectFrom('link_members').select('person_id').execute()

  test('two that start at once on an empty database make its tables once', async () => {
    const url = await database()
    const stores = await Promise.all([open(url), open(url)])
    expect(await Promise.all(stores.map(({ db }) => reserveIds(db, 'people', 1)))).toEqual(
      expect.arrayContaining([1, 2]),
    )
  })

  test('a transaction that has only read so far is sure of its write: nobody else can write in between', async () => {
    const url = await database()
    const [store, other] = [await open(url), await open(url)]
    let intruded = false
    let intrusion: Promise<unknown> | undefined
    await store.transaction(async (db) => {
      expect(await members(store)).toEqual([])
      intrusion = insertMany(other.db, 'link_members', [member(1)]).then(() => (intruded = true))
      // Reads go on meanwhile, on both sides.
      expect(await members(other)).toEqual([])
      await insertMany(db, 'link_members', [member(2)])
      expect(await members(store)).toEqual([])
      expect(intruded).toBe(false)
    })
    await intrusion
    expect((await members(other)).length).toBe(2)
  })

  test('writes of one store that come at once follow each other', async () => {
    const store = await open(await database())
    await Promise.all(
      Array.from({ length: 20 }, () =>
        store.transaction(async (db) => {
          const known = await db.selectFrom('link_members').selectAll().execute()
          await insertMany(db, 'link_members', [member(known.length)])
        }),
      ),
    )
    expect(await members(store)).toHaveLength(20)
  })

  test('lists are in the order of the characters, whatever the language of the database', async () => {
    const { db } = await open(await database())
    const names = ['zoe', 'Ada', 'éva', 'a-b', 'ab', '_x']
    const people = names.map((username, index) => ({ id: index + 1, values: { username: [username] } }))
    await insertPeople(db, people, noon)
    const { items } = await listPeople(db, { limit: 10 })
    expect(items.map((person) => person.username)).toEqual(['_x', 'a-b', 'ab', 'Ada', 'zoe', 'éva'])
  })

  test('a statement is prepared once, whatever its values, however many rows or items of a list', async () => {
    const { db } = await openStore({ url: await database() })
    onTestFinished(() => db.destroy())
    for (const count of [1, 2, 300]) {
      const people = Array.from({ length: count }, (_, index) => 1000 * count + index)
      await insertMany(db, 'link_members', people.map(member))
      const known = await db
        .selectFrom('link_members')
        .select('person_id')
        .where('person_id', 'in', people)
        .execute()
      expect(known).toHaveLength(count)
    }
    const { rows } = await sql<{ statement: string }>`
      select statement from pg_prepared_statements where statement like '%link_members%'`.execute(db)
    expect(rows.map(({ statement }) => statement.slice(0, 6)).toSorted()).toEqual(['insert', 'select'])
  })

  test('a list in a condition may be empty', async () => {
    const { db } = await open(await database())
    await insertMany(db, 'link_members', [member(1)])
    const where = (operator: 'in' | 'not in') =>
      db.selectFrom('link_members').select('person_id').where('person_id', operator, []).execute()
    expect(await where('in')).toEqual([])
    expect(await where('not in')).toEqual([{ person_id: 1 }])
  })

  test('the planner is told of tables that have grown, whoever wrote them', async () => {
    const store = await open(await database())
    // Which would look at it too, whenever it comes by.
    await sql`alter table link_members set (autovacuum_enabled = false)`.execute(store.db)
    let people = 0
    const some = (count: number) => Array.from({ length: count }, () => member((people += 1)))
    const told = async () => {
      const { rows } = await sql<{ known: number }>`
        select reltuples as known from pg_class where relname = 'link_members'`.execute(store.db)
      return rows[0]?.known
    }
    await insertMany(store.db, 'link_members', some(900))
    expect(await told()).toBe(-1)
    await store.transaction((db) => insertMany(db, 'link_members', some(200)))
    expect(await told()).toBe(1100)
    await insertMany(store.db, 'link_members', some(1000))
    expect(await told()).toBe(1100)
    await store.db
      .insertInto('link_members')
      .columns(['link_id', 'person_id'])
      .expression((build) =>
        build.selectFrom('link_members').select([({ lit }) => lit(2).as('link_id'), 'person_id']),
      )
      .execute()
    expect(await told()).toBe(4200)
  })

  test('a query after a failed one in the same transaction is refused, and nothing is kept', async () => {
    const store = await open(await database())
    const failing = store.transaction(async (db) => {
      await insertMany(db, 'link_members', [member(1)])
      await insertMany(db, 'link_members', [member(1)]).catch(() => undefined)
    })
    await expect(failing).rejects.toThrow(/roll/i)
    expect(await members(store)).toEqual([])
  })

  test('rows are streamed while others are asked for', async () => {
    const { db } = await open(await database())
    await insertMany(db, 'link_members', [1, 2, 3].map(member))
    const seen: number[] = []
    for await (const row of db.selectFrom('link_members').selectAll().orderBy('person_id').stream(1)) {
      const { next } = await db
        .selectFrom('link_members')
        .select(({ fn }) => fn.max('person_id').as('next'))
        .executeTakeFirstOrThrow()
      seen.push(row.person_id, next)
    }
    expect(seen).toEqual([1, 3, 2, 3, 3, 3])
  })

  test('a database that goes away is told of in words, and found again when it is back', async () => {
    const own = await startPostgres()
    onTestFinished(() => own.stop())
    await own.createDatabase('bindery')
    const store = await openStore({ url: own.urlOf('bindery') })
    onTestFinished(() => store.close())
    let broken: unknown
    await store
      .transaction(async (db) => {
        await insertMany(db, 'link_members', [member(1)])
        await own.stopServer()
        await insertMany(db, 'link_members', [member(2)])
      })
      .catch((error: unknown) => (broken = error))
    const away = { code: 'database_unavailable', message: expect.stringContaining('does not answer') }
    expect(broken).toMatchObject(away)
    await expect(members(store)).rejects.toMatchObject(away)
    await expect(insertMany(store.db, 'link_members', [member(3)])).rejects.toMatchObject(away)
    await own.startServer()
    expect(await members(store)).toEqual([])
    await insertMany(store.db, 'link_members', [member(4)])
    expect(await members(store)).toEqual([{ person_id: 4 }])
  })

  test('no failure to open it repeats the password', async () => {
    const url = new URL(await database())
    const failures: unknown[] = []
    const attempt = (address: string) =>
      openStore({ url: address }).catch((error: unknown) => failures.push(error))
    await attempt(url.href.replace('postgres:', 'mysql:'))
    await attempt(url.href.replace('@127.0.0.1', '@127.0.0.1:nowhere'))
    const secret = 'other/S3cret'
    url.password = secret
    await attempt(url.href)
    url.port = '1'
    await attempt(url.href)
    expect(failures).toHaveLength(4)
    for (const failure of failures)
      expect(inspect(failure, { depth: 9, showHidden: true })).not.toMatch(/S3cret/i)
  })
})
