import { BinderyError } from '@bindery/contract'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

const noncePlaceholder = '__NONCE__'

/**
 * Serves the built console: hashed assets for ever, and its page, with the nonce for its styles, for any
 * other GET outside /api. Whatever else is unknown is `not_found`.
 * @param staticDir the build's directory; left out, there is only the API
 */
export async function serveConsole(app: FastifyInstance, staticDir: string | undefined): Promise<void> {
  const page = staticDir === undefined ? undefined : await readFile(join(staticDir, 'index.html'), 'utf8')
  if (staticDir !== undefined)
    await app.register(fastifyStatic, {
      root: staticDir,
      // One route for each file of the build: nothing else can be asked for, and the page never comes raw.
      wildcard: false,
      index: false,
      globIgnore: ['**/*.html'],
      cacheControl: false,
      setHeaders: (reply, path) => {
        const hashed = path.startsWith(join(staticDir, 'assets'))
        reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
  app.setNotFoundHandler((request, reply) => {
    const readsPage = request.method === 'GET' && !/^\/(api|assets)(\/|$)/.test(request.url)
    if (!readsPage || page === undefined)
      throw new BinderyError('not_found', `Nothing answers ${request.method} ${request.url.split('?')[0]}`)
    return reply
      .type('text/html; charset=utf-8')
      .send(page.replaceAll(noncePlaceholder, reply.cspNonce.style))
  })
}
