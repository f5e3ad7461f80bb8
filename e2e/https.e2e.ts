import { freePort, serverCertificate, startNewServer } from '@bindery/testbed'
import { expect, type Browser } from '@playwright/test'
import { once } from 'node:events'
import { createServer as createHttpServer, request, type RequestListener } from 'node:http'
import { createServer } from 'node:https'
import { test } from './fixtures.ts'

/** Ends TLS, as nginx and Caddy do, and passes on to a port of this machine. */
function passOn(port: number): RequestListener {
  return (asked, answer) => {
    const { host = '' } = asked.headers
    const forwarded = {
      'x-forwarded-for': asked.socket.remoteAddress,
      'x-forwarded-host': host,
      'x-forwarded-proto': 'https',
    }
    const { method, url: path, headers } = asked
    const sent = request({ port, host: '127.0.0.1', method, path, headers: { ...headers, ...forwarded } })
    sent.on('response', (got) => got.pipe(answer.writeHead(got.statusCode ?? 500, got.headers)))
    sent.on('error', () => answer.destroy())
    asked.pipe(sent)
  }
}

/** A page of another site, with a link to the console; it also asks the API by itself. */
async function startElsewhere(url: string) {
  const server = createHttpServer((_asked, answer) =>
    answer
      .setHeader('content-type', 'text/html')
      .end(
        `<a href="${url}/people">people</a><a href="${url}/api/session">api</a><img src="${url}/favicon.svg" alt="">`,
      ),
  )
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { url: `http://127.0.0.1:${port}/`, stop: async () => void server.close() }
}

/** A first run in the browser, a link from elsewhere, and what another site may not. */
async function firstRun(browser: Browser, setUpLink: string, elsewhere: string) {
  const url = new URL(setUpLink).origin
  // The certificate is of an authority that the browser does not know.
  const context = await browser.newContext({ ignoreHTTPSErrors: true })
  const page = await context.newPage()
  const faults: string[] = []
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()))
  await page.goto(setUpLink)
  await page.getByLabel('Username').fill('ada')
  await page.getByRole('textbox', { name: 'Password' }).fill('correct horse battery staple 7')
  await page.getByRole('button', { name: 'Create the admin and sign in' }).click()
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText('Set up Bindery')
  expect(
    (await context.cookies(url)).map(({ name, secure, sameSite }) => ({ name, secure, sameSite })),
  ).toEqual([{ name: '__Host-bindery', secure: true, sameSite: 'Strict' }])
  expect(faults).toEqual([])

  await page.goto(elsewhere)
  const asked = page.waitForResponse(`${url}/people`)
  await page.getByRole('link', { name: 'people' }).click()
  expect((await asked).status()).toBe(200)
  await expect(page.getByRole('heading', { level: 1, name: 'People' })).toBeVisible()

  await page.goto(elsewhere)
  const refused = page.waitForResponse(`${url}/api/session`)
  await page.getByRole('link', { name: 'api' }).click()
  expect((await refused).status()).toBe(403)
  await context.close()
}

test('S53 a first run over https, and links from another site', async ({ browser, keep }) => {
  const { certificateFile, keyFile } = await serverCertificate('valid')
  const port = String(await freePort())
  const url = `https://localhost:${port}`
  const flags = ['--port', port, '--tls-cert', certificateFile, '--tls-key', keyFile, '--public-url', url]
  const { setUpLink } = await keep(startNewServer(undefined, flags))
  const elsewhere = await keep(startElsewhere(url))
  await firstRun(browser, setUpLink, elsewhere.url)
})

test('S53 the same behind a proxy that ends TLS', async ({ browser, keep }) => {
  const { certificatePem, keyPem } = await serverCertificate('valid')
  const port = await freePort()
  const proxy = createServer({ cert: certificatePem, key: keyPem }, passOn(port)).listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  await keep(
    Promise.resolve({
      stop: async () => {
        proxy.closeAllConnections()
        proxy.close()
      },
    }),
  )
  const address = proxy.address()
  const url = `https://localhost:${typeof address === 'object' ? address?.port : 0}`
  const flags = ['--port', String(port), '--trusted-proxy', '127.0.0.1', '--public-url', url]
  const { setUpLink } = await keep(startNewServer(undefined, flags))
  const elsewhere = await keep(startElsewhere(url))
  await firstRun(browser, setUpLink, elsewhere.url)
})
