import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { mustRun } from '../process/run-command.ts'
import { temporaryDirectory } from '../process/temp-directory.ts'

/** `expired` ended yesterday; `misnamed` is good but names another host. */
export type ServerCertificateKind = 'valid' | 'expired' | 'misnamed'

/** A certificate and its key, as files and as PEM text. */
export interface KeyPair {
  certificateFile: string
  keyFile: string
  certificatePem: string
  keyPem: string
}

const dayMs = 86_400_000
let authority: Promise<{ directory: string; pair: KeyPair }> | undefined
const issued = new Map<string, Promise<KeyPair>>()

/** The certificate authority of this process's servers. */
export async function certificateAuthority(): Promise<KeyPair> {
  return (await sharedAuthority()).pair
}

/** A server certificate for a loopback address (IP SAN), made once per process, kind and address. */
export function serverCertificate(kind: ServerCertificateKind, address = '127.0.0.1'): Promise<KeyPair> {
  const name = kind === 'misnamed' ? 'DNS:ldap.elsewhere.test' : `IP:${address},DNS:localhost`
  const extensions = `subjectAltName=${name}\nextendedKeyUsage=serverAuth\n`
  const from = Date.now() - (kind === 'expired' ? 30 * dayMs : dayMs)
  const until = Date.now() + (kind === 'expired' ? -dayMs : 365 * dayMs)
  return issueOnce(`${kind}-${address}`, `/CN=${kind} directory`, extensions, from, until)
}

/** A client certificate of the same authority, for servers that demand one. */
export function clientCertificate(): Promise<KeyPair> {
  const now = Date.now()
  return issueOnce('client', '/CN=bindery', 'extendedKeyUsage=clientAuth\n', now - dayMs, now + 365 * dayMs)
}

/** The PEM of an authority that signed none of our servers: "wrong CA" for tests. */
export async function foreignAuthorityPem(): Promise<string> {
  const directory = await temporaryDirectory('ca')
  return (await makeAuthority(directory, 'Foreign CA')).certificatePem
}

function sharedAuthority(): Promise<{ directory: string; pair: KeyPair }> {
  authority ??= temporaryDirectory('ca').then(async (directory) => ({
    directory,
    pair: await makeAuthority(directory, 'Bindery testbed CA'),
  }))
  return authority
}

async function makeAuthority(directory: string, name: string): Promise<KeyPair> {
  const [keyFile, certificateFile] = [join(directory, 'ca.key'), join(directory, 'ca.pem')]
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', keyFile]
  const extensions = ['-addext', 'keyUsage=critical,keyCertSign,cRLSign']
  await mustRun('openssl', [
    'req',
    '-x509',
    ...key,
    ...extensions,
    '-out',
    certificateFile,
    '-days',
    '365',
    '-subj',
    `/CN=${name}`,
  ])
  return readPair(certificateFile, keyFile)
}

function issueOnce(name: string, subject: string, extensions: string, from: number, until: number) {
  const known = issued.get(name)
  if (known !== undefined) return known
  const made = issue(name, subject, extensions, from, until)
  issued.set(name, made)
  return made
}

async function issue(name: string, subject: string, extensions: string, from: number, until: number) {
  const { directory } = await sharedAuthority()
  const path = (ending: string) => join(directory, `${name}.${ending}`)
  await writeFile(path('ext'), extensions)
  await writeFile(path('db'), '')
  // `openssl ca`, not `openssl x509`: only it takes both dates, and an expired certificate needs them.
  await writeFile(
    path('cnf'),
    `[ca]\ndefault_ca=d\n[d]\ndatabase=${path('db')}\nnew_certs_dir=${directory}\nrand_serial=yes\n` +
      `default_md=sha256\npolicy=p\ncertificate=${join(directory, 'ca.pem')}\n` +
      `private_key=${join(directory, 'ca.key')}\n[p]\ncommonName=supplied\n`,
  )
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', path('key')]
  await mustRun('openssl', ['req', '-new', ...key, '-subj', subject, '-out', path('csr')])
  const files = ['-config', path('cnf'), '-extfile', path('ext'), '-in', path('csr'), '-out', path('pem')]
  const dates = ['-startdate', asn1Time(from), '-enddate', asn1Time(until)]
  await mustRun('openssl', ['ca', '-batch', '-notext', ...files, ...dates])
  return readPair(path('pem'), path('key'))
}

async function readPair(certificateFile: string, keyFile: string): Promise<KeyPair> {
  const [certificatePem, keyPem] = await Promise.all([
    readFile(certificateFile, 'utf8'),
    readFile(keyFile, 'utf8'),
  ])
  return { certificateFile, keyFile, certificatePem, keyPem }
}

function asn1Time(ms: number): string {
  return new Date(ms).toISOString().replaceAll(/[-:T]|\.\d+/g, '')
}
