import { errorCodes, problemSchema, type Endpoint, type EndpointName } from '@bindery/contract'
import type { FakeServer } from '@bindery/testbed'
import * as fc from 'fast-check'
import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { marker } from './arbitrary-of.ts'
import { hostileRequests, type HostileRequest } from './hostile-requests.ts'
import {
  cookieOf,
  everyEndpoint,
  openRealApp,
  ownHeaders,
  ownHost,
  password,
  type RealApp,
} from './open-app.ts'
import { seedCompany, startCompany, type Seeded } from './seed-company.ts'
import { tellsTooMuch } from './tells-too-much.ts'

/** `BINDERY_SEED=7` tries others. */
const seed = Number(process.env['BINDERY_SEED'] ?? 1)
const requestsEach = 400
/** Each of these costs a hash of a password, or a thread and connections. */
const dear: Partial<Record<EndpointName, number>> = {
  signIn: 100,
  prove: 100,
  changePassword: 60,
  startPreview: 60,
  measureImpact: 60,
}
const patience = 5000

let server: RealApp
let company: FakeServer
let seeded: Seeded
/** The rows by which the admin is one, for when a request has done away with them. */
let readmit: () => Promise<void>
let asked = 0
/** How the admin's requests were answered. */
const answers = new Map<EndpointName, Map<number, number>>()
/** Lines of the log that have a secret in them or tell of what nobody foresaw. */
const badLines: string[] = []

beforeAll(async () => {
  process.stdout.write(`Hostile requests: BINDERY_SEED=${seed}\n`)
  server = await openRealApp((line) => {
    if (line.includes(marker) || line.includes('unexpected error')) badLines.push(line)
  })
  company = await startCompany()
  seeded = await seedCompany(server, company.url)
  readmit = await rememberAdmin()
}, 60_000)

afterAll(async () => {
  await server.close()
  await company.stop()
})

/** What makes the admin one again, and lets nobody wait. */
async function rememberAdmin(): Promise<() => Promise<void>> {
  const { database } = server
  const [user, session, program] = await Promise.all([
    database.selectFrom('users').selectAll().orderBy('id').limit(1).executeTakeFirstOrThrow(),
    database.selectFrom('sessions').selectAll().orderBy('id').limit(1).executeTakeFirstOrThrow(),
    database.selectFrom('api_tokens').selectAll().orderBy('id').limit(1).executeTakeFirstOrThrow(),
  ])
  return async () => {
    await database.deleteFrom('failed_sign_ins').execute()
    await database.replaceInto('users').values(user).execute()
    await database.replaceInto('sessions').values(session).execute()
    await database.replaceInto('api_tokens').values(program).execute()
  }
}

const callers = {
  admin: () => ({ ...ownHeaders, ...cookieOf(seeded.session) }),
  program: () => ({ host: ownHost, authorization: `Bearer ${seeded.token}` }),
  nobody: () => ownHeaders,
}
type CallerName = keyof typeof callers

const inTime = <Result>(work: Promise<Result>): Promise<Result | 'late'> => {
  let timer: NodeJS.Timeout
  const late = new Promise<'late'>((resolve) => (timer = setTimeout(resolve, patience, 'late')))
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

function check({ statusCode, body, headers }: LightMyRequestResponse): void {
  if (statusCode >= 400) {
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8')
    const problem = problemSchema.strict().parse(JSON.parse(body))
    expect(problem.status).toBe(statusCode)
    expect(errorCodes[problem.code].status).toBe(statusCode)
  }
  if (statusCode >= 500) expect(body).toContain('"code":"directory_unreachable"')
  expect(tellsTooMuch(body + JSON.stringify(headers))).toBeUndefined()
}

async function tryOne(name: EndpointName, by: CallerName, request: HostileRequest): Promise<void> {
  asked += 1
  const answer = await inTime(server.ask({ ...request, headers: { ...callers[by](), ...request.headers } }))
  if (answer === 'late') expect.fail(`No answer in ${patience} ms`)
  check(answer)
  if (badLines.length > 0) expect.fail(badLines.splice(0).join('').slice(0, 3000))
  if (by !== 'admin') return
  const counts = answers.get(name) ?? new Map<number, number>()
  answers.set(name, counts.set(answer.statusCode, (counts.get(answer.statusCode) ?? 0) + 1))
  if (answer.statusCode === 401 || answer.statusCode === 403) await readmit()
}

/** These want the plan and the directory as they are at first. */
const first: readonly EndpointName[] = ['approvePlan', 'applyPlan', 'setPassword']
/** What deletes comes last, or there is nothing left to ask for. */
const turnOf = ([name, { method }]: [EndpointName, Endpoint]) =>
  first.includes(name) ? 0 : method === 'DELETE' ? 2 : 1
const inOrder = everyEndpoint.toSorted((a, b) => turnOf(a) - turnOf(b))

test.each(inOrder)('%s withstands hostile requests', async (name: EndpointName, endpoint: Endpoint) => {
  await readmit()
  const { planHash, selectionHash } = seeded.hashes
  const more = {
    texts: [company.url, 'root', 'readers', 'uid=ada,ou=users,dc=example,dc=org'],
    secrets: [password],
    named: {
      planHash: [planHash],
      selectionHash: [selectionHash],
      username: ['root', 'ada', 'somebody', 'Ängström 北京'],
    },
  }
  const by = fc.constantFrom<CallerName>('admin', 'admin', 'admin', 'admin', 'program', 'nobody')
  await fc.assert(
    fc.asyncProperty(by, hostileRequests(endpoint, more), (caller, request) => tryOne(name, caller, request)),
    { seed, numRuns: dear[name] ?? requestsEach, endOnFailure: true },
  )
})

test('they were many, and came far', () => {
  const told = [...answers].map(([name, counts]) => `${name} ${JSON.stringify(Object.fromEntries(counts))}`)
  process.stdout.write(`${asked} hostile requests\n${told.join('\n')}\n`)
  expect(asked).toBeGreaterThanOrEqual(20_000)
  // Most endpoints were got to do what they do; others want a code or a link that nobody can guess.
  const done = [...answers].filter(([, counts]) => [...counts.keys()].some((status) => status < 400))
  expect(done.length / everyEndpoint.length).toBeGreaterThan(0.75)
})
