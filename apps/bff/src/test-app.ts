import {
  BinderyError,
  endpoints,
  nobody,
  rolePermissions,
  type Caller,
  type Group,
  type Person,
  type Verbs,
} from '@bindery/contract'
import type { FastifyInstance, InjectOptions } from 'fastify'
import { onTestFinished } from 'vitest'
import { buildApp, type AppOptions } from './app.ts'
import { createLog } from './log.ts'

export const ownHost = '127.0.0.1:8420'
export const ownOrigin = `http://${ownHost}`

function refuse(): never {
  throw new BinderyError('not_found', 'This test has no such verb')
}

/** All verbs; those not given refuse with `not_found`. */
function verbsWith(some: Partial<Verbs>): Verbs {
  const refusing = Object.fromEntries(Object.keys(endpoints).map((name) => [name, refuse]))
  return { ...(refusing as unknown as Verbs), ...some }
}

/** An admin who is signed in. */
export const admin: Caller = {
  ...nobody('127.0.0.1', ''),
  name: 'admin',
  kind: 'user',
  role: 'admin',
  permissions: new Set(rolePermissions.admin),
  provedAt: new Date(0),
}

/** The production app over the given verbs, asked by an admin, closed when the test ends; `logged` collects its log lines. */
export async function testApp(
  some: Partial<Verbs>,
  options: Partial<AppOptions> = {},
): Promise<{
  app: FastifyInstance
  logged: string[]
  ask: (request: InjectOptions) => ReturnType<typeof inject>
}> {
  const logged: string[] = []
  const app = await buildApp({
    verbs: verbsWith(some),
    admit: async () => admin,
    ready: async () => true,
    allowedOrigins: new Set([ownOrigin]),
    logger: createLog('warn', { write: (line) => void logged.push(line) }),
    ...options,
  })
  onTestFinished(() => app.close())
  const inject = (request: InjectOptions) =>
    app.inject({ ...request, headers: { host: ownHost, origin: ownOrigin, ...request.headers } })
  return { app, logged, ask: inject }
}

const text = { employeeNumber: '', givenName: '', familyName: '', displayName: '', email: '', phone: '' }
export const ada: Person = {
  ...text,
  id: 7,
  username: 'ada',
  otherEmails: [],
  title: '',
  department: '',
  active: true,
  version: 3,
  badge: 'local',
  effectivelyActive: true,
  holdReason: '',
  takesPassword: false,
  links: [],
  groups: [],
  createdAt: '2025-01-01T00:00:00.000Z',
  updatedAt: '2025-01-01T00:00:00.000Z',
}

export const readers: Group = {
  id: 4,
  name: 'readers',
  description: '',
  version: 1,
  badge: 'local',
  memberCount: 0,
  links: [],
  createdAt: ada.createdAt,
  updatedAt: ada.updatedAt,
}
