import { expect, test } from 'vitest'
import { DirectoryError } from '../directory-error.ts'
import { createPerson, delta, failedChecks, optionsFor, readAll } from '../test-support.ts'
import type { ConnectOptions, RollRequest, Target } from '../types.ts'
import { createMemoryDirectory, type Fault } from './index.ts'

const server = { ldapUrl: 'ldap://memory', adminDn: 'cn=admin,dc=example,dc=org', adminPassword: 'any' }

async function open(more: Partial<ConnectOptions> = {}) {
  const memory = createMemoryDirectory()
  const session = await memory.openDirectory(optionsFor(server, { pageSize: 2 }, more))
  const people: Target[] = []
  for (const uid of ['a', 'b', 'c', 'd', 'e'])
    people.push(await createPerson(session, memory.usersBase, uid, { title: ['Engineer'] }))
  const bases = [{ dn: memory.usersBase, scope: 'subtree' as const }]
  /** The next request of a kind, or the nth, meets with this. */
  const once = (kind: string, fault: Fault, nth = 1) => {
    let seen = 0
    memory.interfere = (asked) => (asked.kind === kind && ++seen === nth ? fault : null)
  }
  const read = () => readAll(session, { bases, filter: '(uid=*)', attributes: ['uid'] })
  const promote = () =>
    session.update(people[0] ?? { dn: '', stableId: '' }, [delta('title', ['Engineer'], ['Lead'])])
  const title = () => memory.at(`uid=a,${memory.usersBase}`)?.attributes.get('title')
  return { memory, session, once, read, promote, title }
}

test('S03 a page that fails leaves what was read before it, and no proof', async () => {
  const { once, read } = await open()
  once('page', { kind: 'refuse', code: 80, words: 'disk on fire' }, 2)
  const { entries, proof } = await read()
  expect(entries.length).toBe(2)
  expect([proof.complete, proof.error?.raw]).toEqual([false, '80 other: disk on fire'])
  expect((await read()).proof.complete).toBe(true)
})

test('a page that fails while values are looked for: it is not known who has them', async () => {
  const { once, session } = await open()
  once('page', { kind: 'refuse', code: 80 }, 2)
  const search = Array.fromAsync(session.lookFor([{ attribute: 'objectClass', value: 'person' }], []))
  await expect(search).rejects.toThrow(DirectoryError)
})

test('S03 a connection that ends in the middle of a read', async () => {
  const { once, read, session } = await open()
  once('page', { kind: 'cut', done: false }, 2)
  const { entries, proof } = await read()
  expect(entries.length).toBe(2)
  expect(failedChecks(proof)).toEqual(['every_page', 'same_identity', 'same_server'])
  await expect(session.lookUp(['x'], [])).rejects.toThrow(DirectoryError)
})

test('S45 an entry that moves between two bases in the middle of a read is in neither', async () => {
  const { memory, session } = await open()
  const services = `ou=services,${memory.suffix}`
  const bases = [services, memory.usersBase].map((dn) => ({ dn, scope: 'subtree' as const }))
  memory.interfere = ({ kind, dn }) => {
    if (kind === 'page' && dn === memory.usersBase && memory.at(`uid=a,${dn}`))
      memory.rename(`uid=a,${dn}`, 'uid=a', services)
    return null
  }
  const { entries, proof } = await readAll(session, { bases, filter: '(uid=*)', attributes: [] })
  expect([entries.length, proof.complete]).toEqual([4, true])
})

test('a write that is refused', async () => {
  const { once, promote, title } = await open()
  once('modify', { kind: 'refuse', code: 50 })
  expect(await promote()).toMatchObject({ state: 'refused', problem: { code: 'insufficient_access' } })
  expect(title()).toEqual(['Engineer'])
})

test.each([
  [true, ['Lead']],
  [false, ['Engineer']],
])('an answer that is lost leaves the write in doubt; it took effect: %s', async (done, titles) => {
  const { once, promote, title } = await open()
  once('modify', { kind: 'cut', done })
  expect(await promote()).toMatchObject({ state: 'in_doubt', problem: { code: 'connection_lost' } })
  expect(title()).toEqual(titles)
  expect(await promote()).toMatchObject({ state: 'refused' })
})

test('a write without an answer ends with the task’s own end', async () => {
  const abort = new AbortController()
  const { once, promote, title } = await open({ signal: abort.signal })
  once('modify', { kind: 'hang', done: true })
  const outcome = promote()
  await new Promise(setImmediate)
  expect(title()).toEqual(['Lead'])
  abort.abort()
  expect(await outcome).toMatchObject({ state: 'in_doubt', problem: { code: 'cancelled' } })
})

test('a bind that is refused, and a server that is away', async () => {
  const { memory } = await open()
  memory.interfere = () => ({ kind: 'refuse', code: 49 })
  await expect(memory.openDirectory(optionsFor(server))).rejects.toThrow(DirectoryError)
  memory.interfere = () => ({ kind: 'cut', done: false })
  await expect(memory.openDirectory(optionsFor(server))).rejects.toMatchObject({
    problem: { code: 'connection_lost' },
  })
})

test('with a true assertion on a group memberOf goes wrong, as on OpenLDAP: a session never sends one', async () => {
  const { memory, session } = await open()
  const dn = `cn=g,${memory.groupsBase}`
  const member = `uid=a,${memory.usersBase}`
  const stableId = memory.add(dn, { objectClass: ['groupOfUniqueNames'], uniqueMember: [member] })
  const outcome = await session.update({ dn, stableId }, [delta('description', [], ['Crew'])])
  expect(outcome).toMatchObject({ state: 'done', atomic: false })
  expect(memory.at(member)?.attributes.get('memberof')).toEqual([dn])
})

test('an entry that moves away before every write, with another one in its place, is not run after for ever', async () => {
  const { memory, session } = await open()
  const dnOf = (uid: string) => `uid=${uid},${memory.usersBase}`
  let [at, writes] = ['a', 0]
  memory.interfere = ({ kind, dn }) => {
    if (kind !== 'modify' || dn !== dnOf(at)) return null
    writes += 1
    memory.rename(dn, `uid=a${writes}`)
    memory.add(dn, { objectClass: ['inetOrgPerson'], cn: [at], sn: ['Other'] })
    at = `a${writes}`
    return null
  }
  const target = { dn: dnOf('a'), stableId: memory.at(dnOf('a'))?.stableId ?? '' }
  const outcome = await session.update(target, [delta('title', ['Engineer'], ['Lead'])])
  expect(outcome.state).toBe('refused')
  expect(writes).toBe(5)
  expect(memory.find('(title=Lead)')).toEqual([])
})

test('S45 an entry that moves between two bases while a roll is called is not gone', async () => {
  const { memory, session } = await open()
  const services = `ou=services,${memory.suffix}`
  const bases = [services, memory.usersBase].map((dn) => ({ dn, scope: 'subtree' as const }))
  const call = async (before: RollRequest['before']) => {
    const reads = [{ bases, filter: '(uid=*)', attributes: [] }]
    const answer = await session.callRoll({ reads, links: [], atMost: 10, before })
    if ('why' in answer) throw new Error(answer.why)
    return answer
  }
  const { roll } = await call(null)
  const stableId = memory.at(`uid=a,${memory.usersBase}`)?.stableId
  memory.interfere = ({ kind, dn }) => {
    if (kind === 'page' && dn === memory.usersBase && memory.at(`uid=a,${dn}`))
      memory.rename(`uid=a,${dn}`, 'uid=a', services)
    return null
  }
  const { changes } = await call(roll)
  if ('why' in changes) throw new Error(changes.why)
  expect((await Array.fromAsync(changes.touched())).flat()).toEqual([{ stableId, dn: `uid=a,${services}` }])
})
