import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { setInterval as every } from 'node:timers/promises'
import { createSecureContext } from 'node:tls'
import type { FastifyBaseLogger } from 'fastify'
import { StartError } from './start-error.ts'

/** Paths of PEM files: the server's certificate, followed by its chain, and its key. */
export interface TlsPaths {
  readonly certificate: string
  readonly key: string
}

/** PEM texts that belong together. */
interface TlsPair {
  readonly cert: string
  readonly key: string
}

/** What a server needs for HTTPS, kept up to date. */
export interface TlsFiles {
  readonly pair: TlsPair
  /** Looks at the files again and again, and hands over each new pair that can be used. */
  watch(renew: (pair: TlsPair) => void): void
  close(): void
}

const lookMilliseconds = 10_000

/**
 * Reads certificate and key. Every ten seconds their text is compared with what it was: that sees a file written, renamed
 * into place or behind a link that was turned, on whatever file system. A new pair that cannot be used is logged, and the
 * old one stays.
 * @throws StartError when they cannot be used: what is wrong, and what to do
 */
export async function openTlsFiles(
  paths: TlsPaths,
  logger: FastifyBaseLogger,
  milliseconds = lookMilliseconds,
): Promise<TlsFiles> {
  const pair = await readPair(paths)
  assertUsable(paths, pair)
  tellDates(paths, pair, logger)
  const closing = new AbortController()
  let last = textOf(pair)
  let complaint = ''

  async function look(renew: (pair: TlsPair) => void): Promise<void> {
    const found = await readPair(paths)
    if (textOf(found) === last) return
    last = textOf(found)
    assertUsable(paths, found)
    renew(found)
    logger.info({ certificate: paths.certificate }, 'the certificate was renewed')
    tellDates(paths, found, logger)
  }

  async function follow(renew: (pair: TlsPair) => void): Promise<void> {
    const { signal } = closing
    for await (const _ of every(milliseconds, undefined, { signal, ref: false }))
      await look(renew).then(
        () => (complaint = ''),
        (error: unknown) => {
          const words = error instanceof Error ? error.message : String(error)
          // A file that is away is said once.
          if (words !== complaint) logger.error(`the certificate in use stays: ${words}`)
          complaint = words
        },
      )
  }

  return {
    pair,
    // It ends by the abort alone.
    watch: (renew) => void follow(renew).catch(() => undefined),
    close: () => closing.abort(),
  }
}

const textOf = ({ cert, key }: TlsPair) => `${cert}\n${key}`

async function readPair({ certificate, key }: TlsPaths): Promise<TlsPair> {
  const [certText, keyText] = await Promise.all([
    readText(certificate, '--tls-cert'),
    readText(key, '--tls-key'),
  ])
  return { cert: certText, key: keyText }
}

async function readText(file: string, option: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    const because =
      code === 'ENOENT'
        ? 'there is no such file. Check the path'
        : code === 'EACCES'
          ? 'this account may not read it. Let it, by owner or group'
          : String(code)
    throw new StartError(`${option} ${file}: ${because}`)
  }
}

function assertUsable({ certificate, key }: TlsPaths, pair: TlsPair): void {
  const leaf = attempt(
    () => new X509Certificate(pair.cert),
    `--tls-cert ${certificate} holds no certificate: give a PEM file, from -----BEGIN CERTIFICATE-----, the server’s own` +
      ' first and then those of its chain',
  )
  const privateKey = attempt(
    () => createPrivateKey(pair.key),
    /ENCRYPTED/.test(pair.key)
      ? `--tls-key ${key} is locked by a passphrase: give the key without one, in a file that only Bindery may read`
      : `--tls-key ${key} holds no private key: give a PEM file, from -----BEGIN PRIVATE KEY-----`,
  )
  if (!leaf.checkPrivateKey(privateKey))
    throw new StartError(
      `--tls-key ${key} does not belong to the certificate in ${certificate}: give the two that were made together, the` +
        ' server’s own certificate first in its file',
    )
  attempt(
    () => createSecureContext(pair),
    `--tls-cert ${certificate} cannot be used for TLS: its key is too weak, or a certificate of its chain is damaged`,
  )
}

function attempt<Value>(work: () => Value, otherwise: string): Value {
  try {
    return work()
  } catch {
    throw new StartError(otherwise)
  }
}

function tellDates({ certificate }: TlsPaths, { cert }: TlsPair, logger: FastifyBaseLogger): void {
  const { validFromDate, validToDate } = new X509Certificate(cert)
  const now = Date.now()
  if (validToDate.getTime() < now)
    logger.warn(`the certificate in ${certificate} has expired, on ${validToDate.toISOString()}: renew it`)
  if (validFromDate.getTime() > now)
    logger.warn(
      `the certificate in ${certificate} is not valid before ${validFromDate.toISOString()}: check the clock`,
    )
}
