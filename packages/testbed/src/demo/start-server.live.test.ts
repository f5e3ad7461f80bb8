import { endpoints } from '@bindery/contract'
import { expect, onTestFinished, test } from 'vitest'
import { sampleAccounts } from '../company/sample-accounts.ts'
import { seedAccounts } from './seed-demo.ts'
import { adminHeaders } from './make-admin.ts'
import { startServer } from './start-server.ts'

test('two servers at once get a port each, and each gets its own accounts', async () => {
  const started = await Promise.allSettled([startServer(), startServer()])
  const servers = started.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  onTestFinished(async () => void (await Promise.all(servers.map((server) => server.stop()))))
  expect(new Set(servers.map(({ url }) => url)).size).toBe(2)
  await Promise.all(servers.map(({ url }) => seedAccounts(url)))
  const { people } = sampleAccounts()
  for (const { url } of servers) {
    const listed = await fetch(`${url}${endpoints.listPeople.path}`, { headers: adminHeaders(url) })
    expect(await listed.json()).toMatchObject({ total: people.length })
  }
})
