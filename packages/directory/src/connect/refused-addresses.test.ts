import { startFakeDns } from '@bindery/testbed'
import { createServer, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openDirectory } from '../open-directory.ts'
import { runProbe } from '../test-probe.ts'
import { optionsForUrl } from '../test-support.ts'
import type { ConnectOptions } from '../types.ts'
import { openSocket } from './open-socket.ts'
import { parseServerUrl } from './parse-url.ts'

/** Something on this machine that was never meant to be asked; it counts who comes. */
async function startNeighbour(host = '127.0.0.1') {
  const seen = { connections: 0 }
  const server = createServer((socket) => {
    seen.connections += 1
    socket.destroy()
  })
  server.listen(0, host)
  await once(server, 'listening')
  onTestFinished(() => void server.close())
  return { seen, port: (server.address() as AddressInfo).port }
}

const guarded = (url: string, more: Partial<ConnectOptions> = {}): ConnectOptions => ({
  ...optionsForUrl(url, { connectTimeoutSeconds: 2 }),
  allowNetworks: [],
  ...more,
})

describe('an address where no directory may be', () => {
  test.each([
    '127.0.0.1',
    '127.1',
    '2130706433',
    'localhost',
    '[::ffff:127.0.0.1]',
    '[::1]',
    '0.0.0.0',
    '[::]',
  ])('is not connected to by the name of %s', async (host) => {
    const { seen, port } = await startNeighbour()
    await expect(openDirectory(guarded(`ldap://${host}:${port}`))).rejects.toMatchObject({
      problem: {
        code: 'address_refused',
        field: 'connection.urls.0',
        fix: expect.stringMatching(/start Bindery with --allow-network \S+$/) as string,
      },
    })
    expect(seen.connections).toBe(0)
  })

  test('is told the same whether something listens there or not', async () => {
    const { seen, port } = await startNeighbour()
    const told = async (at: number) => {
      const options = guarded(`ldap://127.0.0.1:${at}`)
      const steps = await runProbe(options, { more: options })
      const { milliseconds: _time, ...tcp } = steps.get('tcp') ?? {}
      return JSON.stringify(tcp).replaceAll(`port ${at}`, 'PORT')
    }
    const open = await told(port)
    expect(open).toContain('"state":"failed"')
    expect(open).toContain('address_refused')
    expect(await told(1)).toBe(open)
    expect(seen.connections).toBe(0)
  })

  test('is not connected to when DNS names it as the server of a domain', async () => {
    const { seen, port } = await startNeighbour()
    const service = '_ldap._tcp.example.org'
    const target = 'dc1.example.org'
    const dns = await startFakeDns({
      services: { [service]: [{ target, port }] },
      hosts: { [target]: '127.0.0.1' },
    })
    onTestFinished(() => dns.stop())
    const options = guarded(`ldap://${service}`, { dnsServers: [dns.address] })
    await expect(openDirectory(options)).rejects.toMatchObject({ problem: { code: 'address_refused' } })
    expect(seen.connections).toBe(0)
  })

  test('is passed over for another address of the same name', async () => {
    const { seen, port } = await startNeighbour()
    const other = createServer((socket) => socket.destroy()).listen(port, '127.0.0.2')
    await once(other, 'listening')
    onTestFinished(() => void other.close())
    const address = {
      ...parseServerUrl(`ldap://dc1.example.org:${port}`, 0),
      resolve: async () => ['127.0.0.1', '127.0.0.2'],
    }
    const socket = await openSocket(guarded('', { allowNetworks: ['127.0.0.2'] }), address)
    expect(socket.remoteAddress).toBe('127.0.0.2')
    socket.destroy()
    expect(seen.connections).toBe(0)
  })

  test('does not come by a name that resolves to something else the second time', async () => {
    const { port } = await startNeighbour('127.0.0.2')
    const answers = ['127.0.0.2', '127.0.0.1', '127.0.0.1']
    const resolve = async () => [answers.shift() ?? '']
    const address = { ...parseServerUrl(`ldap://dc1.example.org:${port}`, 0), resolve }
    const socket = await openSocket(guarded('', { allowNetworks: ['127.0.0.2/32'] }), address)
    expect(socket.remoteAddress).toBe('127.0.0.2')
    socket.destroy()
    expect(answers).toHaveLength(2)
    await expect(openSocket(guarded('', { allowNetworks: ['127.0.0.2/32'] }), address)).rejects.toMatchObject(
      { problem: { code: 'address_refused' } },
    )
  })
})

test('what is allowed is connected to', async () => {
  const { seen, port } = await startNeighbour()
  const options = guarded(`ldap://127.0.0.1:${port}`, { allowNetworks: ['127.0.0.0/8', '::1'] })
  await expect(openDirectory(options)).rejects.toMatchObject({ problem: { code: 'connection_lost' } })
  expect(seen.connections).toBe(1)
})
