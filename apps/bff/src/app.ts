import { BinderyError, type Caller, type EndpointName, type Verbs } from '@bindery/contract'
import type { Credentials } from '@bindery/engine'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import { fastify, type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import { answerClientError } from './answer-client-error.ts'
import { compileRequestCheck } from './check-schemas.ts'
import { serverFactory, usualLimits, type ServerLimits } from './create-server.ts'
import { sendProblem } from './problem.ts'
import { isApiRoute, refuseForeign } from './refuse-foreign.ts'
import { registerEndpoints } from './register-endpoints.ts'
import { moreHeaders, securityHeaders } from './security-headers.ts'
import { serveConsole } from './serve-console.ts'
import { sessionCookie } from './session-cookie.ts'
import type { TlsFiles } from './tls-files.ts'

/** What the application is made of; the server and the tests fill it alike. */
export interface AppOptions {
  readonly verbs: Verbs
  /** Who makes a request, if they may; throws the refusal. */
  readonly admit: (name: EndpointName, credentials: Credentials) => Promise<Caller>
  /** Whether the store answers. */
  readonly ready: () => Promise<boolean>
  /** The built console; left out, only the API is served. */
  readonly staticDir?: string
  /** Origins by which this server may be asked for; may be filled once the port is known. */
  readonly allowedOrigins: ReadonlySet<string>
  /** The origin by which the world beyond this machine reaches it. */
  readonly publicUrl?: string
  /** Certificate and key to serve HTTPS by; left out, it is HTTP. */
  readonly tls?: TlsFiles
  /** Addresses and CIDR networks whose X-Forwarded-For, -Host and -Proto are believed; default: none. */
  readonly trustedProxies?: readonly string[]
  readonly limits?: ServerLimits
  readonly logger: FastifyBaseLogger
  readonly heartbeatMilliseconds?: number
}

/** Builds the HTTP application over the verbs; it does not listen. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { trustedProxies = [] } = options
  const app = fastify({
    loggerInstance: options.logger,
    bodyLimit: 1024 * 1024,
    serverFactory: serverFactory(options.limits ?? usualLimits, options.tls),
    clientErrorHandler: answerClientError,
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    frameworkErrors: (error, request, reply) => void sendProblem(error, request, reply),
    // Ours are set below: unless it is told of others here, Fastify loads two compilers of its own, some megabytes.
    schemaController: { compilersFactory: { buildValidator: neverAsked, buildSerializer: neverAsked } },
  })
  app.setErrorHandler(sendProblem)
  app.setValidatorCompiler(compileRequestCheck)
  // Answers are checked before they get here, streams and all.
  app.setSerializerCompiler(() => JSON.stringify)
  app.removeContentTypeParser('text/plain')

  await app.register(helmet, securityHeaders)
  app.addHook('onRequest', moreHeaders(options.publicUrl))
  app.addHook('onRequest', refuseForeign(options.allowedOrigins))
  await sessionCookie.register(app)
  await app.register(rateLimit, {
    max: 1200,
    timeWindow: '1 minute',
    allowList: (request) => !isApiRoute(request.routeOptions.url),
    errorResponseBuilder: (_request, { after }) =>
      new BinderyError('too_many_requests', `Wait ${after}, then try again`),
  })
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Bindery', version: '0.1.0' } },
    transform: jsonSchemaTransform,
  })

  const closing = new AbortController()
  app.addHook('preClose', async () => closing.abort())
  const { heartbeatMilliseconds = 15_000 } = options
  const { verbs, admit } = options
  registerEndpoints(app, { verbs, admit, closing: closing.signal, heartbeatMilliseconds })

  const hidden = { schema: { hide: true } }
  app.get('/api/openapi.json', hidden, async () => app.swagger())
  app.get('/livez', hidden, async () => ({ live: true }))
  app.get('/readyz', hidden, async (_request, reply) => {
    const ready = await options.ready()
    return reply.code(ready ? 200 : 503).send({ ready })
  })
  await serveConsole(app, options.staticDir)
  return app
}

function neverAsked(): never {
  throw new Error('A schema was to be compiled by other means than ours')
}
