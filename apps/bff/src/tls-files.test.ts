import { certificateAuthority, clientCertificate, serverCertificate, type KeyPair } from '@bindery/testbed'
import { chmod, mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, type TLSSocket } from 'node:tls'
import { once } from 'node:events'
import { generateKeyPairSync, X509Certificate } from 'node:crypto'
import { beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { listen } from './listen.ts'
import { createLog } from './log.ts'
import { testApp } from './test-app.ts'
import { openTlsFiles, type TlsPaths } from './tls-files.ts'

let first: KeyPair
let second: KeyPair
let expired: KeyPair
let authority: KeyPair

beforeAll(async () => {
  authority = await certificateAuthority()
  ;[first, second, expired] = await Promise.all([
    serverCertificate('valid'),
    serverCertificate('valid', '127.0.0.2'),
    serverCertificate('expired'),
  ])
})

async function temporaryDirectory(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'bindery-tls-'))
  onTestFinished(() => rm(directory, { recursive: true }))
  return directory
}

async function write(directory: string, { certificatePem, keyPem }: KeyPair): Promise<TlsPaths> {
  const paths = { certificate: join(directory, 'tls.crt'), key: join(directory, 'tls.key') }
  await writeFile(paths.key, keyPem)
  await writeFile(paths.certificate, certificatePem)
  return paths
}

/** Opens files, with what was logged of them. */
async function open(paths: TlsPaths) {
  const logged: string[] = []
  const files = await openTlsFiles(paths, createLog('info', { write: (line) => void logged.push(line) }), 10)
  onTestFinished(() => files.close())
  return { files, logged }
}

/** An application that serves HTTPS by files, and the serial number of the certificate that it shows now. */
async function serve(paths: TlsPaths) {
  const { files, logged } = await open(paths)
  const allowedOrigins = new Set<string>()
  const { app } = await testApp({}, { tls: files, allowedOrigins })
  const url = new URL(await listen(app, { host: '127.0.0.1', port: 0, tls: paths }, allowedOrigins))
  const dial = async (options = {}): Promise<TLSSocket> => {
    const socket = connect({
      host: '127.0.0.1',
      port: Number(url.port),
      ca: authority.certificatePem,
      ...options,
    })
    onTestFinished(() => void socket.destroy())
    await once(socket, 'secureConnect')
    return socket
  }
  const serial = async () => {
    // Another address's certificate is shown as well.
    const socket = await dial({ checkServerIdentity: () => undefined })
    return socket.getPeerCertificate().serialNumber
  }
  return { serial, dial, url, logged }
}

const serialOf = ({ certificatePem }: KeyPair) => new X509Certificate(certificatePem).serialNumber

describe('HTTPS by files', () => {
  test('answers encrypted, by TLS 1.2 at least, on the same port; clear text is no way in', async () => {
    const { dial, url } = await serve(await write(await temporaryDirectory(), first))
    const socket = await dial()
    expect(socket.authorized).toBe(true)
    expect(socket.getProtocol()).toBe('TLSv1.3')
    socket.write(`GET /livez HTTP/1.1\r\nhost: ${url.host}\r\nconnection: close\r\n\r\n`)
    let answer = ''
    for await (const chunk of socket) answer += String(chunk)
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK/)
    await expect(fetch(`http://${url.host}/livez`)).rejects.toThrow()
    await expect(dial({ maxVersion: 'TLSv1.1', minVersion: 'TLSv1' })).rejects.toThrow()
  })

  test('files that are written anew, renamed into place or behind a link that is turned are taken up', async () => {
    const directory = await temporaryDirectory()
    await Promise.all(['one', 'two', 'three'].map((name) => mkdir(join(directory, name))))
    await write(join(directory, 'one'), first)
    await write(join(directory, 'two'), second)
    await symlink('one', join(directory, 'current'))
    const paths = { certificate: join(directory, 'current/tls.crt'), key: join(directory, 'current/tls.key') }
    const { serial } = await serve(paths)
    expect(await serial()).toBe(serialOf(first))

    await symlink('two', join(directory, 'next'))
    await rename(join(directory, 'next'), join(directory, 'current'))
    await vi.waitFor(async () => expect(await serial()).toBe(serialOf(second)))

    const made = await write(join(directory, 'three'), first)
    await rename(made.key, join(directory, 'two/tls.key'))
    await rename(made.certificate, join(directory, 'two/tls.crt'))
    await vi.waitFor(async () => expect(await serial()).toBe(serialOf(first)))

    await write(join(directory, 'two'), second)
    await vi.waitFor(async () => expect(await serial()).toBe(serialOf(second)))
  })

  test('a new pair that does not fit, or is away, is logged once and the old one stays; a later good one is taken up', async () => {
    const directory = await temporaryDirectory()
    const paths = await write(directory, first)
    const { serial, logged } = await serve(paths)
    const errors = () => logged.filter((line) => line.includes('the certificate in use stays'))

    await writeFile(paths.certificate, second.certificatePem)
    await vi.waitFor(() => expect(errors()).toHaveLength(1))
    expect(errors()[0]).toContain('does not belong to the certificate')
    expect(await serial()).toBe(serialOf(first))

    await rm(paths.key)
    await vi.waitFor(() => expect(errors()).toHaveLength(2))
    expect(errors()[1]).toContain('there is no such file')
    expect(await serial()).toBe(serialOf(first))

    await writeFile(paths.key, second.keyPem)
    await vi.waitFor(() => expect(logged.join('')).toContain('the certificate was renewed'))
    expect(await serial()).toBe(serialOf(second))
    expect(errors()).toHaveLength(2)
    expect(logged.join('')).not.toContain('PRIVATE KEY')
  })
})

describe('files that cannot be used are told at the start', () => {
  const opened = async (pair: Partial<KeyPair>) =>
    open(await write(await temporaryDirectory(), { ...first, ...pair }))

  test('a file that is not there', async () => {
    const paths = await write(await temporaryDirectory(), first)
    await expect(open({ ...paths, certificate: '/nowhere/tls.crt' })).rejects.toThrow(
      '--tls-cert /nowhere/tls.crt: there is no such file. Check the path',
    )
    await expect(open({ ...paths, key: '/nowhere/tls.key' })).rejects.toThrow(
      '--tls-key /nowhere/tls.key: there is',
    )
  })

  test('a directory', async () => {
    const directory = await temporaryDirectory()
    await expect(open({ certificate: directory, key: directory })).rejects.toThrow('EISDIR')
  })

  test.runIf(process.getuid?.() !== 0)('a file that may not be read', async () => {
    const paths = await write(await temporaryDirectory(), first)
    await chmod(paths.key, 0)
    await expect(open(paths)).rejects.toThrow('this account may not read it')
  })

  test('a key of another certificate', async () => {
    const { keyPem } = await clientCertificate()
    await expect(opened({ keyPem })).rejects.toThrow(/--tls-key .* does not belong to the certificate/)
  })

  test('the wrong texts', async () => {
    await expect(opened({ certificatePem: 'x' })).rejects.toThrow('holds no certificate')
    await expect(opened({ certificatePem: first.keyPem })).rejects.toThrow('holds no certificate')
    await expect(opened({ keyPem: first.certificatePem })).rejects.toThrow('holds no private key')
  })

  test('a key under a passphrase', async () => {
    const { privateKey } = generateKeyPairSync('ec', {
      namedCurve: 'P-256',
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' },
    })
    await expect(opened({ keyPem: privateKey })).rejects.toThrow('is locked by a passphrase')
  })

  test('a chain with something damaged in it', async () => {
    const damaged = authority.certificatePem.replace(/\n.{20}/, '\nAAAAAAAAAAAAAAAAAAAA')
    await expect(opened({ certificatePem: first.certificatePem + damaged })).rejects.toThrow(
      'cannot be used for TLS',
    )
  })

  test('a certificate that has expired is only warned of', async () => {
    const { logged } = await opened(expired)
    expect(logged.join('')).toMatch(/has expired, on \d{4}-/)
    expect((await opened({})).logged).toEqual([])
  })
})
