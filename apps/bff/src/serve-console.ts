import { BinderyError } from '@bindery/contract'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

const noncePlaceholder = '__NONCE__'

/** Whether a request is for the console's page: any GET but of the API and of the build's files. */
export function readsPage({ method, url }: Pick<FastifyRequest, 'method' | 'url'>): boolean {
  return method === 'GET' && !/^\/(api|assets)(\/|$)/.test(url)
}

/**
 * Serves the built console: hashed assets for ever, and its page, with the nonce for its styles, for any
 * other GET outside /api. Whatever else is unknown is `not_found`. All of it is read when it is asked for, so a
 * build under a running server is served as soon as it is there.
 * @param staticDir the build's directory; left out, there is only the API
 */
export async function serveConsole(app: FastifyInstance, staticDir: string | undefined): Promise<void> {
  if (staticDir !== undefined)
    await app.register(fastifyStatic, {
      root: staticDir,
      index: false,
      // The build lays them beside the files; whoever does not take them gets the files.
      preCompressed: true,
      dotfiles: 'ignore',
      // The page never comes raw, without its nonce; and a folder is no file.
      allowedPath: (path) => !/(\.html|\/)$/.test(path),
      cacheControl: false,
      setHeaders: (reply, path) => {
        const hashed = path.startsWith(join(staticDir, 'assets'))
        reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
  app.setNotFoundHandler(async (request, reply) => {
    if (!readsPage(request) || staticDir === undefined)
      throw new BinderyError('not_found', `Nothing answers ${request.method} ${request.url.split('?')[0]}`)
    const page = await readFile(join(staticDir, 'index.html'), 'utf8')
    return reply
      .type('text/html; charset=utf-8')
      .send(page.replaceAll(noncePlaceholder, reply.cspNonce.style))
  })
}
